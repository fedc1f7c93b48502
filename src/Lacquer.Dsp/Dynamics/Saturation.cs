using Lacquer.Dsp.Filters;

namespace Lacquer.Dsp.Dynamics;

/// <summary>Rounds loud moments and adds harmonics, at eight times the rate and with next to no aliasing. Quiet sound keeps its level.</summary>
public sealed class Saturation : IAudioProcessor
{
    private const int ChunkFrames = 512;
    private const int Steps = 3; // eight times the rate
    private const double DcBlockHz = 5; // an uneven curve makes an offset that moves with the music; below hearing, above any use

    private readonly SaturationSettings _settings;
    private readonly SaturationCurve _curve;
    private Oversampler[] _oversamplers = [];
    private Biquad[] _dcBlocks = [];
    private float[] _last = [];
    private float[] _before = [];

    /// <summary>Makes the stage; call <see cref="Prepare"/> before use.</summary>
    public Saturation(SaturationSettings settings)
    {
        _settings = settings;
        _curve = settings.IsNeutral ? default : new SaturationCurve(settings);
    }

    /// <inheritdoc/>
    public int LatencyFrames => _settings.IsNeutral ? 0 : Oversampler.Delay(Steps);

    /// <inheritdoc/>
    public void Prepare(StreamFormat format)
    {
        if (_settings.IsNeutral)
        {
            return;
        }

        _oversamplers = new Oversampler[format.Channels];
        _dcBlocks = new Biquad[_settings.Asymmetry > 0 ? format.Channels : 0];
        _last = new float[format.Channels];
        for (int c = 0; c < format.Channels; c++)
        {
            _oversamplers[c] = new Oversampler(ChunkFrames, Steps);
        }

        for (int c = 0; c < _dcBlocks.Length; c++)
        {
            _dcBlocks[c] = new Biquad(BiquadCoefficients.HighPass(DcBlockHz, BiquadCoefficients.ButterworthQ, format.SampleRateHz));
        }

        _before = new float[1 + _oversamplers[0].Odd.Length];
    }

    /// <inheritdoc/>
    public void Process(AudioBlock block)
    {
        if (_settings.IsNeutral)
        {
            return;
        }

        for (int start = 0; start < block.Frames; start += ChunkFrames)
        {
            AudioBlock chunk = block.Slice(start, Math.Min(ChunkFrames, block.Frames - start));
            for (int c = 0; c < chunk.Channels; c++)
            {
                Saturate(c, chunk.Channel(c));
            }
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        foreach (Oversampler oversampler in _oversamplers)
        {
            oversampler.Reset();
        }

        foreach (Biquad block in _dcBlocks)
        {
            block.Reset();
        }

        Array.Clear(_last);
    }

    private void Saturate(int channel, Span<float> samples)
    {
        Oversampler oversampler = _oversamplers[channel];
        int count = oversampler.PairsPerFrame * samples.Length;
        int padded = DecibelMath.Padded(count);
        oversampler.Up(samples);

        // Before each even sample comes the odd one of the pair before; before each odd one the even one of its own pair.
        Span<float> even = oversampler.Even[..padded];
        Span<float> odd = oversampler.Odd[..padded];
        Span<float> before = _before.AsSpan(0, padded);
        before[0] = _last[channel];
        odd[..(padded - 1)].CopyTo(before[1..]);
        _last[channel] = odd[count - 1];
        _curve.Apply(even, odd, odd);
        _curve.Apply(before, even, even);
        oversampler.Down(samples);
        if (_dcBlocks.Length > 0)
        {
            _dcBlocks[channel].Process(samples);
        }
    }
}
