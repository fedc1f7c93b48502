using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>upsampledSource</c>: the file's rate is higher than what is in it.</summary>
internal sealed class UpsampledSourceDetector : IFindingDetector
{
    /// <summary>Edges between these are those of coders and of short resampling filters.</summary>
    private const double CoderLowHz = 14_000;

    private const double CoderHighHz = 20_300;

    /// <summary>The converter's own filter begins here, as a share of half the rate.</summary>
    private const double OwnFilter = 0.93;

    /// <summary>A converter's filter is steepest between this share of half the lower rate and half that rate; reading error added. Vorbis cuts at 0.94 of 22.05 kHz.</summary>
    private const double LowestOfHalf = 0.955;

    private const double HighestOfHalf = 1.015;

    /// <summary>Rates that sound is recorded, sampled or sent at. An edge elsewhere is a filter in an instrument or a coder's.</summary>
    private static readonly double[] UsualRatesHz = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000];

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        double nyquist = 0.5 * analysis.Format.SampleRateHz;
        double? mirrored = MirroredRateHz(meters.Tone);
        SpectrumEdge? edge = SpectrumEdge.Of(meters.Tone, analysis.Format.SampleRateHz);
        if ((mirrored ?? SteepRateHz(edge, analysis.Format.SampleRateHz)) is not { } sourceHz)
        {
            yield break;
        }

        double emptyHz = mirrored is null ? edge!.Value.FrequencyHz : 0.5 * sourceHz;

        yield return new Finding
        {
            Code = "upsampledSource",
            Severity = FindingSeverity.Info,
            StartSeconds = 0,
            EndSeconds = analysis.DurationSeconds,
            Measured = emptyHz,
            Expected = nyquist,
            Unit = "Hz",
            FixIn = FixIn.Mix,
            Message = mirrored is null
                ? $"There is nothing above {emptyHz / 1000:0.0} kHz in a file of {analysis.Format.SampleRateHz / 1000.0:0.#} kHz: " +
                  $"it comes from {sourceHz / 1000:0.###} kHz or a rate near that."
                : $"Above {emptyHz / 1000:0.0} kHz there is only a mirror image of what lies below, in a file of {analysis.Format.SampleRateHz / 1000.0:0.#} kHz: " +
                  $"it comes from {sourceHz / 1000:0.###} kHz.",
            Advice = "Nothing is lost by it, but nothing is won either: deliver at the rate the music was made at.",
        };
    }

    /// <summary>The rate whose mirror image lies above half of it, as soft filters of converters leave it; null when there is none.</summary>
    public static double? MirroredRateHz(ToneMeter tone) => tone.Mirrors.SourceRateHz(tone.BinPower);

    /// <summary>The usual rate whose converter would leave an edge as steep; null when none would, or a coder might.</summary>
    private static double? SteepRateHz(SpectrumEdge? steepest, int sampleRateHz)
    {
        double nyquistHz = 0.5 * sampleRateHz;
        if (steepest is not { } edge || edge.SteepestHz is >= CoderLowHz and <= CoderHighHz || CoderEdge.Is(edge, sampleRateHz))
        {
            return null;
        }

        foreach (double rateHz in UsualRatesHz)
        {
            double half = 0.5 * rateHz;
            if (half < OwnFilter * nyquistHz && edge.SteepestHz >= LowestOfHalf * half && edge.SteepestHz <= HighestOfHalf * half)
            {
                return rateHz;
            }
        }

        return null;
    }
}
