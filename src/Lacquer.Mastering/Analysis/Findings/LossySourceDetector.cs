namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>lossySource</c>: the file is coded with loss, or it looks as if it once was.</summary>
internal sealed class LossySourceDetector : IFindingDetector
{
    /// <summary>Edges below this come with audible coding noise.</summary>
    private const double GraveHz = 17_500;

    /// <summary>Between these a good converter from 32 kHz cuts as well, and nothing tells the two apart.</summary>
    private const double ConverterLowHz = 15_200;

    private const double ConverterHighHz = 16_000;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        double nyquist = 0.5 * analysis.Format.SampleRateHz;
        SpectrumEdge? edge = SpectrumEdge.Of(meters.Tone, analysis.Format.SampleRateHz);
        bool typical = edge is { } found && CoderEdge.Is(found, analysis.Format.SampleRateHz) && UpsampledSourceDetector.MirroredRateHz(meters.Tone) is null;
        if (!analysis.Format.IsLossy && !typical)
        {
            yield break;
        }

        double frequency = typical ? edge!.Value.SteepestHz : nyquist;
        yield return new Finding
        {
            Code = "lossySource",
            Severity = typical && frequency < GraveHz ? FindingSeverity.Warning : FindingSeverity.Info,
            StartSeconds = 0,
            EndSeconds = analysis.DurationSeconds,
            Measured = frequency,
            Expected = nyquist,
            Unit = "Hz",
            FixIn = FixIn.Mix,
            Message = analysis.Format.IsLossy
                ? $"The file is coded with loss ({analysis.Format.Codec})."
                : $"Everything above {frequency / 1000:0.0} kHz is cut off steeply, as lossy coders (MP3, AAC, Opus) do" +
                  (frequency is > ConverterLowHz and < ConverterHighHz ? ", and converters from 32 kHz." : "."),
            Advice = "Master from the mix's own bounce, WAV or AIFF with 24 bits; mastering brings out what a coder has left behind.",
        };
    }
}
