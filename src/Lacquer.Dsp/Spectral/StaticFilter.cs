using Lacquer.Dsp.Stereo;

namespace Lacquer.Dsp.Spectral;

/// <summary>Equaliser and stereo image: one fixed minimum-phase filter on mid and one on side.</summary>
/// <remarks>Its gains do not move, so it needs no overlapping frames: long blocks cost half as much and resolve the lowest octave.</remarks>
internal sealed class StaticFilter
{
    /// <summary>The design transform is this much longer than the filter: aliasing of the cepstrum below 0.01 dB (measured).</summary>
    private const int DesignFactor = 4;

    private readonly BlockConvolver? _mid;
    private readonly BlockConvolver? _side;
    private readonly bool _midSide;
    private readonly float[][] _blocks;
    private readonly float[][] _ready;
    private int _position;

    /// <summary>Designs the filters.</summary>
    public StaticFilter(EqualizerSettings equalizer, ImageSettings image, StreamFormat format)
    {
        int frames = SpectralSizes.Filter(format.SampleRateHz);
        bool stereo = format.Channels == 2;
        bool sideDiffers = stereo && !(equalizer.IsSideNeutral && image.IsNeutral);
        LatencyFrames = frames;
        _midSide = sideDiffers;
        (_blocks, _ready) = (new float[format.Channels][], new float[format.Channels][]);
        for (int c = 0; c < format.Channels; c++)
        {
            (_blocks[c], _ready[c]) = (new float[frames], new float[frames]);
        }

        var fft = new RealFft(2 * frames);
        var design = new MinimumPhase(DesignFactor * 2 * frames);
        var curve = new EqualizerCurve(equalizer);
        if (!equalizer.IsMidNeutral)
        {
            _mid = Design(fft, design, frames, format.SampleRateHz, curve.MidDb);
        }

        if (sideDiffers)
        {
            _side = Design(fft, design, frames, format.SampleRateHz, f => curve.SideDb(f) + ImageCurve.GainDb(image, f));
        }
        else if (stereo && _mid is not null)
        {
            _side = Design(fft, design, frames, format.SampleRateHz, curve.MidDb);
        }
    }

    /// <summary>Delay in frames: one block.</summary>
    public int LatencyFrames { get; }

    /// <summary>Whether these settings do anything to such a stream.</summary>
    public static bool IsNeeded(EqualizerSettings equalizer, ImageSettings image, int channels) =>
        !equalizer.IsMidNeutral || (channels == 2 && !(equalizer.IsSideNeutral && image.IsNeutral));

    /// <summary>Changes the block in place.</summary>
    public void Process(AudioBlock block)
    {
        int done = 0;
        while (done < block.Frames)
        {
            int count = Math.Min(block.Frames - done, LatencyFrames - _position);
            for (int c = 0; c < block.Channels; c++)
            {
                Span<float> samples = block.Channel(c).Slice(done, count);
                samples.CopyTo(_blocks[c].AsSpan(_position));
                _ready[c].AsSpan(_position, count).CopyTo(samples);
            }

            done += count;
            _position += count;
            if (_position == LatencyFrames)
            {
                ProcessBlock();
                _position = 0;
            }
        }
    }

    /// <summary>Forgets all sound.</summary>
    public void Reset()
    {
        _position = 0;
        _mid?.Reset();
        _side?.Reset();
        foreach (float[] channel in _ready)
        {
            Array.Clear(channel);
        }
    }

    private static BlockConvolver Design(RealFft fft, MinimumPhase design, int taps, int sampleRateHz, Func<double, double> gainDb)
    {
        Span<float> logGain = design.LogGain;
        double stepHz = sampleRateHz / (2.0 * (logGain.Length - 1));
        for (int k = 0; k < logGain.Length; k++)
        {
            logGain[k] = (float)(gainDb(k * stepHz) * (Math.Log(10) / 20));
        }

        // The last quarter fades out, so that what is cut off does not ripple.
        float[] impulse = design.Design()[..taps].ToArray();
        int fade = taps / 4;
        for (int n = 0; n < fade; n++)
        {
            impulse[taps - fade + n] *= (float)(0.5 + (0.5 * Math.Cos(Math.PI * (n + 0.5) / fade)));
        }

        return new BlockConvolver(fft, impulse);
    }

    private void ProcessBlock()
    {
        (float[] left, float[] right) = (_blocks[0], _blocks[^1]);
        if (_midSide)
        {
            for (int n = 0; n < left.Length; n++)
            {
                (float l, float r) = (left[n], right[n]);
                (left[n], right[n]) = (0.5f * (l + r), 0.5f * (l - r));
            }
        }

        _mid?.Process(left);
        if (_blocks.Length == 2)
        {
            _side?.Process(right);
        }

        if (_midSide)
        {
            for (int n = 0; n < left.Length; n++)
            {
                (float m, float s) = (left[n], right[n]);
                (left[n], right[n]) = (m + s, m - s);
            }
        }

        for (int c = 0; c < _blocks.Length; c++)
        {
            (_blocks[c], _ready[c]) = (_ready[c], _blocks[c]);
        }
    }
}
