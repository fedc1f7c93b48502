using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Statistical;

/// <summary>Image: only what lies far outside the usual is moved, and little.</summary>
internal static class StereoJudge
{
    private const double UnusualDeviations = 1.5; // about one master in eight lies further out on either side
    private const double NearlyMonoDb = -30;
    private const double SpokenDb = 0.05;         // smaller moves round to nothing
    private const double LargestDb = 1.5;
    private const double LargestFullDb = 2;
    private const double OutOfPhase = -0.1;       // correlation of the lows; below this they cancel in mono
    private const double Inverted = -0.9;         // one channel upside down: folding would take the lows away instead of mending them
    private const double FoldBelowHz = 120;

    /// <summary>Proposes the width of the three ranges.</summary>
    public static Proposed Width(TrackAnalysis analysis, TonalReference reference)
    {
        double side = analysis.Stereo.SideToMidDb;
        if (!HasWidth(analysis))
        {
            return Proposed.None(3);
        }

        double excess = reference.SideToMidDb.Excess(side);
        return AllRanges(
            -Toward.Shrink(excess, UnusualDeviations) * reference.SideToMidDb.Deviation * 0.5,
            -excess * reference.SideToMidDb.Deviation * 0.4,
            $"it lies at {Words.Level(side)} dB against the middle; finished masters lie around {Words.Level(reference.SideToMidDb.Mean)} dB",
            new Evidence { Measure = "side to mid", Measured = side, Expected = reference.SideToMidDb.Mean, Unit = "dB" });
    }

    /// <summary>Whether there is a width to judge: a mono mix was meant to be mono, and one without any middle is an inverted channel, which width cannot mend.</summary>
    public static bool HasWidth(TrackAnalysis analysis) =>
        analysis.Format.Channels > 1 && analysis.Stereo.SideToMidDb > NearlyMonoDb && !double.IsInfinity(analysis.Stereo.SideToMidDb);

    /// <summary>The same move for all three ranges, within what is allowed.</summary>
    public static Proposed AllRanges(double amountDb, double fullDb, string because, Evidence evidence)
    {
        double amount = Math.Clamp(amountDb, -LargestDb, LargestDb);
        double full = Math.Clamp(fullDb, -LargestFullDb, LargestFullDb);
        full = Math.Abs(full) < Math.Abs(amount) ? amount : full;
        return new Proposed
        {
            Amount = [amount, amount, amount],
            Full = [full, full, full],
            Reasons = Math.Abs(amount) < SpokenDb ? [] : [$"{Words.Signed(amount)} dB on the side: {because}"],
            Evidence = [evidence],
        };
    }

    /// <summary>Folds the lows to mono when they cancel each other.</summary>
    public static Proposed MonoBelow(TrackAnalysis analysis)
    {
        if (analysis.Format.Channels < 2)
        {
            return Proposed.None(1);
        }

        double correlation = LowCorrelation(analysis);
        double fold = correlation is < OutOfPhase and > Inverted ? FoldBelowHz : 0;
        return Toward.One(
            fold,
            fold,
            $"lows folded to mono below {FoldBelowHz:0} Hz: the channels work against each other there (correlation {correlation:0.00})",
            new Evidence { Measure = "correlation below 120 Hz", Measured = correlation, Expected = 1, Unit = "" });
    }

    /// <summary>Power-weighted correlation of the bands below 120 Hz; 1 when there is nothing.</summary>
    private static double LowCorrelation(TrackAnalysis analysis)
    {
        double sum = 0;
        double weight = 0;
        for (int b = 0; b < analysis.Tone.BandCentresHz.Length && analysis.Tone.BandCentresHz[b] < FoldBelowHz; b++)
        {
            double power = Math.Pow(10, analysis.Tone.LevelsDb[b] / 10);
            double correlation = analysis.Stereo.BandCorrelation[b];
            if (double.IsFinite(correlation) && power > 0)
            {
                sum += power * correlation;
                weight += power;
            }
        }

        return weight > 0 ? sum / weight : 1;
    }
}
