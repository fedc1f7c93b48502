using Lacquer.Dsp.Filters;

namespace Lacquer.Dsp.Dynamics;

/// <summary>Broadband compressor: feed-forward, in decibels, soft knee, smooth decoupled ballistics, all channels together.</summary>
/// <remarks>Giannoulis, Massberg, Reiss, "Digital Dynamic Range Compressor Design", JAES 60 (2012): the layout they recommend.</remarks>
public sealed class Compressor : IAudioProcessor, IReportsGainReduction
{
    private const int ChunkFrames = 512;

    // Long against the period of the lowest tone the detector lets through by default, short against any attack that is meant to be heard.
    private const double DetectorMs = 5;

    private readonly CompressorSettings _settings;
    private readonly GainComputer _computer;
    private readonly float _wet;
    private readonly float _dry;
    private readonly float[] _gain = new float[DecibelMath.Padded(ChunkFrames)];
    private PowerDetector? _detector;
    private SmoothBallistics? _ballistics;
    private GainReductionRecorder _recorder = new(44_100); // until Prepare says otherwise

    /// <summary>Makes the stage; call <see cref="Prepare"/> before use.</summary>
    public Compressor(CompressorSettings settings)
    {
        _settings = settings;
        _computer = new GainComputer(settings.ThresholdDbfs, settings.Ratio, settings.KneeDb);
        _wet = (float)(settings.Mix * DecibelMath.ToGain(settings.MakeupDb));
        _dry = (float)(1 - settings.Mix);
    }

    /// <inheritdoc/>
    public int LatencyFrames => 0;

    /// <inheritdoc/>
    public GainReductionTrack GainReduction => _recorder.Track;

    /// <inheritdoc/>
    public void Prepare(StreamFormat format)
    {
        BiquadCoefficients? highPass = _settings.DetectorHighPassHz == 0
            ? null
            : BiquadCoefficients.HighPass(_settings.DetectorHighPassHz, BiquadCoefficients.ButterworthQ, format.SampleRateHz);
        _detector = new PowerDetector(format.Channels, DetectorMs, highPass, format.SampleRateHz, ChunkFrames);
        _ballistics = new SmoothBallistics(_settings.AttackMs, _settings.ReleaseMs, format.SampleRateHz);
        _recorder = new GainReductionRecorder(format.SampleRateHz);
    }

    /// <inheritdoc/>
    public void Process(AudioBlock block)
    {
        if (_settings.IsNeutral || _detector is null || _ballistics is null)
        {
            return;
        }

        for (int start = 0; start < block.Frames; start += ChunkFrames)
        {
            AudioBlock chunk = block.Slice(start, Math.Min(ChunkFrames, block.Frames - start));
            Span<float> gain = _gain.AsSpan(0, DecibelMath.Padded(chunk.Frames));
            _detector.Process(chunk, gain[..chunk.Frames]);
            _computer.FromPower(gain);
            _ballistics.Process(gain[..chunk.Frames]);
            _recorder.Add(gain[..chunk.Frames], dbPerUnit: 1);
            DecibelMath.Exp2InPlace(gain, (float)(-1 / DecibelMath.DbPerOctave));
            for (int c = 0; c < chunk.Channels; c++)
            {
                Apply(chunk.Channel(c), gain);
            }
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _detector?.Reset();
        _ballistics?.Reset();
        _recorder.Reset();
    }

    private void Apply(Span<float> samples, ReadOnlySpan<float> gain)
    {
        (float wet, float dry) = (_wet, _dry);
        for (int n = 0; n < samples.Length; n++)
        {
            samples[n] *= (wet * gain[n]) + dry;
        }
    }
}
