using Lacquer.Dsp.Standards;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Foresees what a gain on some stretches does to the loudness of the whole.</summary>
/// <remarks>Gated as ITU-R BS.1770-5 asks, but over the windows of 3 s that the analysis keeps: exact to a tenth or two.</remarks>
internal static class SectionLoudness
{
    private const double HalfWindowSeconds = 1.5;

    /// <summary>Change of the integrated loudness, in LU.</summary>
    public static double Change(TrackAnalysis analysis, IReadOnlyList<Stretch> where, double db)
    {
        double[] before = analysis.ShortTermLufs;
        var after = new double[before.Length];
        for (int i = 0; i < before.Length; i++)
        {
            double centre = i + HalfWindowSeconds;
            after[i] = before[i] + (where.Any(stretch => centre >= stretch.FromSeconds && centre < stretch.ToSeconds) ? db : 0);
        }

        double change = Gated(after) - Gated(before);
        return double.IsFinite(change) ? Math.Round(change, 2) : 0;
    }

    private static double Gated(double[] lufs)
    {
        double[] heard = [.. lufs.Where(level => level > Bs1770.AbsoluteGate.Value)];
        double gate = Mean(heard) + Bs1770.RelativeGate.Value;
        return Mean([.. heard.Where(level => level > gate)]);
    }

    private static double Mean(double[] lufs) => 10 * Math.Log10(lufs.Select(level => Math.Pow(10, level / 10)).DefaultIfEmpty(0).Average());
}
