namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>lossySource</c>: the file is coded with loss, or it looks as if it once was.</summary>
internal sealed class LossySourceDetector : IFindingDetector
{
    /// <summary>
    /// Coders at usual rates cut between 15 and 19 kHz (measured: MP3 of 128 kbit/s at 16.7, of 192 at 18.8, AAC of 128 at 17.3 kHz).
    /// Short resampling filters cut from 19.3 kHz on, in clean mixes too, so nothing can be said about coders above.
    /// </summary>
    private const double LowestHz = 14_000;

    private const double HighestHz = 19_200;

    /// <summary>Edges below this come with audible coding noise.</summary>
    private const double GraveHz = 17_500;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        double nyquist = 0.5 * analysis.Format.SampleRateHz;
        SpectrumEdge? edge = SpectrumEdge.Of(meters.Tone, analysis.Format.SampleRateHz);
        bool typical = edge is { SteepestHz: >= LowestHz and <= HighestHz };
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
                : $"Everything above {frequency / 1000:0.0} kHz is cut off steeply, as MP3 and AAC coders do.",
            Advice = "Master from the mix's own bounce, WAV or AIFF with 24 bits; mastering brings out what a coder has left behind.",
        };
    }
}
