namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>upsampledSource</c>: the file's rate is higher than what is in it.</summary>
internal sealed class UpsampledSourceDetector : IFindingDetector
{
    /// <summary>Edges between these are those of coders and of short resampling filters.</summary>
    private const double CoderLowHz = 14_000;

    private const double CoderHighHz = 20_300;

    /// <summary>The converter's own filter begins here, as a share of half the rate.</summary>
    private const double OwnFilter = 0.93;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        double nyquist = 0.5 * analysis.Format.SampleRateHz;
        if (SpectrumEdge.Of(meters.Tone, analysis.Format.SampleRateHz) is not { } edge
            || edge.FrequencyHz > OwnFilter * nyquist
            || edge.SteepestHz is >= CoderLowHz and <= CoderHighHz
            || CoderEdge.Is(edge, analysis.Format.SampleRateHz))
        {
            yield break;
        }

        yield return new Finding
        {
            Code = "upsampledSource",
            Severity = FindingSeverity.Info,
            StartSeconds = 0,
            EndSeconds = analysis.DurationSeconds,
            Measured = edge.FrequencyHz,
            Expected = nyquist,
            Unit = "Hz",
            FixIn = FixIn.Mix,
            Message = $"There is nothing above {edge.FrequencyHz / 1000:0.0} kHz in a file of {analysis.Format.SampleRateHz / 1000.0:0.#} kHz: " +
                      "it comes from a lower sample rate.",
            Advice = "Nothing is lost by it, but nothing is won either: deliver at the rate the music was made at.",
        };
    }
}
