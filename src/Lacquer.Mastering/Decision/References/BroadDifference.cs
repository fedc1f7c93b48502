namespace Lacquer.Mastering.Decision.References;

/// <summary>The colour in which two spectra differ, without the notes in which two songs differ.</summary>
/// <remarks>
/// Two versions of one song differ smoothly, as by an equaliser: from one third octave to the next the slope changes by 1.2 dB RMS at most
/// (400 draws of five bells of N(0, 3 dB), Q up to 1.4). Two songs differ by their keys and instruments too, and there it changes by 3.2 dB
/// and more (105 pairs out of fifteen tracks). So the first are compared to the full and the second octave by octave.
/// </remarks>
internal static class BroadDifference
{
    private const double SmoothDb = 1.5;
    private const double RoughDb = 3;
    private static readonly double[] Octave = [1, 2, 3, 2, 1];

    /// <summary>The difference with as much of its detail as means anything.</summary>
    /// <param name="differenceDb">One number for each third octave, NaN where nothing is known.</param>
    public static double[] Of(double[] differenceDb)
    {
        double share = Math.Clamp((Roughness(differenceDb) - SmoothDb) / (RoughDb - SmoothDb), 0, 1);
        return [.. differenceDb.Select((db, b) => db + (share * (OverOctave(differenceDb, b) - db)))];
    }

    /// <summary>Whether two spectra differ only as two versions of one song do.</summary>
    public static bool IsOfOneSong(double[] differenceDb) => Roughness(differenceDb) <= SmoothDb;

    /// <summary>Mean over about an octave around a band, in dB; bands that are not known do not count.</summary>
    public static double OverOctave(double[] valuesDb, int band)
    {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < Octave.Length; i++)
        {
            int b = band + i - (Octave.Length / 2);
            if (b >= 0 && b < valuesDb.Length && !double.IsNaN(valuesDb[b]))
            {
                sum += Octave[i] * valuesDb[b];
                weight += Octave[i];
            }
        }

        return sum / weight;
    }

    /// <summary>RMS of the second difference over neighbouring bands, in dB; 0 where there are too few.</summary>
    private static double Roughness(double[] db)
    {
        double[] bends = [.. Enumerable.Range(1, db.Length - 2).Select(b => db[b - 1] - (2 * db[b]) + db[b + 1]).Where(bend => !double.IsNaN(bend))];
        return Math.Sqrt(bends.Select(bend => bend * bend).DefaultIfEmpty(0).Average());
    }
}
