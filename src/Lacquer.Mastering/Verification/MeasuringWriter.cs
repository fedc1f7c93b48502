using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Dsp.Metering;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Verification;

/// <summary>Measures what would be written, and keeps none of it.</summary>
internal sealed class MeasuringWriter(int sampleRateHz, int channels) : IAudioWriter
{
    private readonly LoudnessMeter _loudness = new(sampleRateHz, channels);
    private readonly TruePeakMeter _truePeak = new(sampleRateHz, channels);

    /// <inheritdoc/>
    public long Frames { get; private set; }

    /// <inheritdoc/>
    public long ClippedSamples => 0;

    /// <summary>Loudness and peaks of everything up to now.</summary>
    public LoudnessSummary Summary => new()
    {
        Integrated = _loudness.Integrated,
        MaxMomentary = _loudness.MaxMomentary,
        MaxShortTerm = _loudness.MaxShortTerm,
        Range = _loudness.Range,
        TruePeak = _truePeak.TruePeak,
        SamplePeak = _truePeak.SamplePeak,
    };

    /// <inheritdoc/>
    public void Write(AudioBlock block)
    {
        _loudness.Process(block);
        _truePeak.Process(block);
        Frames += block.Frames;
    }

    /// <inheritdoc/>
    public void Complete()
    {
        // There is no file.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }
}
