using System.Numerics;
using Lacquer.Dsp.Filters;

namespace Lacquer.Dsp.Dynamics;

/// <summary>Turns the upper band down while it is loud against the whole. No latency; without sibilants the output is the input.</summary>
/// <remarks>
/// The output is x − (1 − g)·H(x) with a high-pass H of two equal real poles: at g = 1 nothing is touched, not even the phase, and below
/// it the response is a shelf that stays within 0.5 dB of one where it does not fall. What is compared are levels of the same sound,
/// so the stage works alike on quiet and on loud material.
/// </remarks>
public sealed class DeEsser : IAudioProcessor, IReportsGainReduction
{
    private const int ChunkFrames = 512;
    private const double BandMs = 1; // a fifth of what a sibilant takes to rise
    private const double WholeMs = 100; // a syllable: the sibilant itself does not lift what it is measured against at once
    private const double AttackMs = 0.5;
    private const double ReleaseMs = 40;
    private const double Ratio = 4;
    private const double KneeDb = 6;
    private const double HighestCornerShare = 0.45; // of the rate; where the band would lie beyond, there is nothing to de-ess
    private const float QuietPower = 1e-8f; // −80 dBFS: hiss in a pause is no sibilant

    private readonly DeEsserSettings _settings;
    private readonly GainComputer _computer;
    private readonly float[] _gain = new float[DecibelMath.Padded(ChunkFrames)];
    private readonly float[] _whole = new float[DecibelMath.Padded(ChunkFrames)];
    private readonly float[] _moment = new float[DecibelMath.Padded(ChunkFrames)];
    private readonly float[] _band = new float[ChunkFrames];
    private PowerDetector? _bandDetector;
    private PowerDetector? _wholeDetector;
    private PowerDetector? _momentDetector;
    private SmoothBallistics? _ballistics;
    private Biquad[] _filters = [];
    private GainReductionRecorder _recorder = new(44_100); // until Prepare says otherwise

    /// <summary>Makes the stage; call <see cref="Prepare"/> before use.</summary>
    public DeEsser(DeEsserSettings settings)
    {
        _settings = settings;
        _computer = new GainComputer(settings.ThresholdDb, Ratio, KneeDb);
    }

    /// <inheritdoc/>
    public int LatencyFrames => 0;

    /// <inheritdoc/>
    public GainReductionTrack GainReduction => _recorder.Track;

    /// <inheritdoc/>
    public void Prepare(StreamFormat format)
    {
        _recorder = new GainReductionRecorder(format.SampleRateHz);
        _filters = [];
        if (_settings.IsNeutral || _settings.LowHz > HighestCornerShare * format.SampleRateHz)
        {
            return;
        }

        BiquadCoefficients split = BiquadCoefficients.HighPass(_settings.LowHz, 0.5, format.SampleRateHz);
        BiquadCoefficients watch = BiquadCoefficients.HighPass(_settings.LowHz, BiquadCoefficients.ButterworthQ, format.SampleRateHz);
        _filters = new Biquad[format.Channels];
        for (int c = 0; c < format.Channels; c++)
        {
            _filters[c] = new Biquad(split);
        }

        _bandDetector = new PowerDetector(format.Channels, BandMs, watch, format.SampleRateHz, ChunkFrames);
        _wholeDetector = new PowerDetector(format.Channels, WholeMs, null, format.SampleRateHz, ChunkFrames);
        _momentDetector = new PowerDetector(format.Channels, BandMs, null, format.SampleRateHz, ChunkFrames);
        _ballistics = new SmoothBallistics(AttackMs, ReleaseMs, format.SampleRateHz);
    }

    /// <inheritdoc/>
    public void Process(AudioBlock block)
    {
        if (_filters.Length == 0 || _bandDetector is null || _wholeDetector is null || _momentDetector is null || _ballistics is null)
        {
            return;
        }

        for (int start = 0; start < block.Frames; start += ChunkFrames)
        {
            AudioBlock chunk = block.Slice(start, Math.Min(ChunkFrames, block.Frames - start));
            int frames = chunk.Frames;
            Span<float> gain = _gain.AsSpan(0, DecibelMath.Padded(frames));
            Span<float> whole = _whole.AsSpan(0, gain.Length);
            _bandDetector.Process(chunk, gain[..frames]);
            _wholeDetector.Process(chunk, whole[..frames]);
            _momentDetector.Process(chunk, _moment.AsSpan(0, frames));
            ToRatio(gain, whole, _moment);
            _computer.FromPower(gain);
            Limit(gain, (float)_settings.MaxReductionDb);
            _ballistics.Process(gain[..frames]);
            _recorder.Add(gain[..frames], dbPerUnit: 1);
            DecibelMath.Exp2InPlace(gain, (float)(-1 / DecibelMath.DbPerOctave));
            for (int c = 0; c < chunk.Channels; c++)
            {
                Apply(chunk.Channel(c), gain, _filters[c]);
            }
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _bandDetector?.Reset();
        _wholeDetector?.Reset();
        _momentDetector?.Reset();
        _ballistics?.Reset();
        _recorder.Reset();
        foreach (Biquad filter in _filters)
        {
            filter.Reset();
        }
    }

    /// <summary>The band against the greater of the whole a while ago and the whole now: the onset of a low sound is no sibilant.</summary>
    private static void ToRatio(Span<float> band, ReadOnlySpan<float> whole, ReadOnlySpan<float> moment)
    {
        Vector<float> quiet = new(QuietPower);
        for (int i = 0; i < band.Length; i += Vector<float>.Count)
        {
            Vector<float> reference = Vector.Max(new Vector<float>(whole[i..]), new Vector<float>(moment[i..]));
            (new Vector<float>(band[i..]) / Vector.Max(reference, quiet)).CopyTo(band[i..]);
        }
    }

    private static void Limit(Span<float> reduction, float maxDb)
    {
        Vector<float> max = new(maxDb);
        for (int i = 0; i < reduction.Length; i += Vector<float>.Count)
        {
            Vector.Min(new Vector<float>(reduction[i..]), max).CopyTo(reduction[i..]);
        }
    }

    private void Apply(Span<float> samples, ReadOnlySpan<float> gain, Biquad filter)
    {
        Span<float> band = _band.AsSpan(0, samples.Length);
        samples.CopyTo(band);
        filter.Process(band);
        for (int n = 0; n < samples.Length; n++)
        {
            samples[n] -= (1 - gain[n]) * band[n];
        }
    }
}
