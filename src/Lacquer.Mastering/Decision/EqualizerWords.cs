using System.Globalization;

namespace Lacquer.Mastering.Decision;

/// <summary>Tells a change of the equaliser's curve as a musician would: regions rather than knots.</summary>
internal static class EqualizerWords
{
    /// <summary>Less than this nobody hears as a change of tone. Chosen.</summary>
    private const double AudibleDb = 0.3;

    /// <summary>Neighbouring regions that differ by no more are told as one. Chosen.</summary>
    private const double AlikeDb = 0.35;

    /// <summary>A region whose most lies at its edge and that far under its neighbour's is only the slope of that one.</summary>
    private const double SlopeShare = 0.7;

    /// <summary>Upper ends in Hz, as the words are used in notes.</summary>
    private static readonly (string Name, double ToHz)[] Regions =
        [("sub", 50), ("bass", 130), ("low mids", 500), ("mids", 1_900), ("upper mids", 3_400), ("highs", 10_000), ("air", double.PositiveInfinity)];

    /// <summary>The change by region; empty where none would be heard.</summary>
    /// <param name="changesDb">Change at each knot in dB, by the name of its parameter; what is missing does not change.</param>
    public static IReadOnlyList<string> Of(IReadOnlyDictionary<string, double> changesDb)
    {
        double[] mid = [.. EqualizerKnots.MidHz.Select((_, k) => changesDb.GetValueOrDefault(StageCatalogue.MidParameter(k)))];
        double[] side = [.. EqualizerKnots.SideHz.Select((_, k) => changesDb.GetValueOrDefault(StageCatalogue.SideParameter(k)))];
        return [.. Told(EqualizerKnots.MidHz, mid), .. Told(EqualizerKnots.SideHz, side).Select(words => words + " at the sides")];
    }

    private static IEnumerable<string> Told(double[] hz, double[] db)
    {
        Region[] regions = WithoutSlopes([.. Regions.Select((region, r) => new Region(
            r, [.. Enumerable.Range(0, hz.Length).Where(k => hz[k] <= region.ToHz && (r == 0 || hz[k] > Regions[r - 1].ToHz))]))
            .Where(region => region.Knots.Length > 0)], db);
        for (int i = 0; i < regions.Length;)
        {
            int end = i + 1;
            while (end < regions.Length && regions[end].Index == regions[end - 1].Index + 1 && Alike(regions[i..(end + 1)], db))
            {
                end++;
            }

            double most = Most(regions[i..end].SelectMany(region => region.Knots), db);
            if (Math.Abs(most) >= AudibleDb)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{Name(regions[i], regions[end - 1], hz)} {Words.Signed(most)} dB");
            }

            i = end;
        }
    }

    private static string Name(Region first, Region last, double[] hz)
    {
        bool fromBottom = first.Knots[0] == 0;
        bool toTop = last.Knots[^1] == hz.Length - 1;
        return (fromBottom && toTop) ? "everything"
            : first == last ? Regions[first.Index].Name
            : toTop ? $"highs from {Words.Frequency(hz[first.Knots[0]])}"
            : fromBottom ? $"lows to {Words.Frequency(hz[last.Knots[^1]])}"
            : $"{Regions[first.Index].Name} {(last.Index == first.Index + 1 ? "and" : "to")} {Regions[last.Index].Name}";
    }

    private static bool Alike(Region[] regions, double[] db)
    {
        double[] most = [.. regions.Select(region => Most(region.Knots, db))];
        return most.All(value => Math.Abs(value) >= AudibleDb) && (most.All(value => value > 0) || most.All(value => value < 0)) && most.Max() - most.Min() <= AlikeDb;
    }

    private static Region[] WithoutSlopes(Region[] regions, double[] db) => [.. regions.Where((region, i) =>
    {
        double most = Most(region.Knots, db);
        bool IsSlopeOf(int other, int edge) => other >= 0 && other < regions.Length
            && db[edge] == most && most * Most(regions[other].Knots, db) > 0 && Math.Abs(most) < SlopeShare * Math.Abs(Most(regions[other].Knots, db));
        return !IsSlopeOf(i - 1, region.Knots[0]) && !IsSlopeOf(i + 1, region.Knots[^1]);
    })];

    /// <summary>The greatest change among knots, with its sign.</summary>
    private static double Most(IEnumerable<int> knots, double[] db) => db[knots.MaxBy(k => Math.Abs(db[k]))];

    private sealed record Region(int Index, int[] Knots);
}
