using Lacquer.Dsp.Spectral;

namespace Lacquer.Mastering.Decision.References;

/// <summary>The equaliser's knots whose curve, averaged over each third octave, comes nearest to what is wanted there.</summary>
internal static class KnotFit
{
    /// <summary>Bells of Q 1.4 are met to 0.06 dB RMS after so many rounds, and no better after more (measured).</summary>
    private const int Rounds = 5;

    private static readonly double[] WithinBand = [-0.125, -0.0417, 0.0417, 0.125]; // octaves from the centre

    /// <summary>Gains at the mid knots, in dB.</summary>
    /// <param name="wantedDb">One gain for each band; NaN where none is wanted.</param>
    /// <param name="highestDb">Largest gain for each band.</param>
    public static double[] Of(double[] wantedDb, double[] highestDb)
    {
        double[] target = Completed(wantedDb);
        var knots = new double[EqualizerKnots.MidHz.Length];
        double[] error = target;
        for (int round = 0; round <= Rounds; round++)
        {
            for (int k = 0; k < knots.Length; k++)
            {
                double hz = EqualizerKnots.MidHz[k];
                double gain = knots[k] + ToneCurve.Interpolate(error, ReferenceBands.CentresHz, hz);
                knots[k] = Math.Clamp(gain, -LiftLimits.LargestDb, Math.Max(0, Highest(highestDb, hz)));
            }

            double[] curve = Curve(new EqualizerSettings { MidDb = knots });
            error = [.. target.Select((db, b) => db - curve[b])];
        }

        return knots;
    }

    /// <summary>The curve of an equaliser on mid, averaged over each third octave, in dB.</summary>
    public static double[] Curve(EqualizerSettings settings)
    {
        var curve = new EqualizerCurve(settings);
        return Array.ConvertAll(ReferenceBands.CentresHz, hz => WithinBand.Average(octaves => curve.MidDb(hz * Math.Pow(2, octaves))));
    }

    /// <summary>
    /// Between bands that are known a straight line; beyond the outermost the gain fades out within an octave: what is not known is not moved.
    /// </summary>
    private static double[] Completed(double[] wantedDb)
    {
        double[] hz = ReferenceBands.CentresHz;
        int[] known = [.. Enumerable.Range(0, wantedDb.Length).Where(b => !double.IsNaN(wantedDb[b]))];
        if (known.Length < 2)
        {
            return new double[wantedDb.Length];
        }

        double[] at = [.. known.Select(b => hz[b])];
        double[] gains = [.. known.Select(b => wantedDb[b])];
        return Array.ConvertAll(hz, f =>
        {
            double outside = f < at[0] ? Math.Log2(at[0] / f) : f > at[^1] ? Math.Log2(f / at[^1]) : 0;
            return Math.Max(0, 1 - outside) * ToneCurve.Interpolate(gains, at, f);
        });
    }

    /// <summary>The lower of the limits on either side: between knots the curve never exceeds them.</summary>
    private static double Highest(double[] highestDb, double hz)
    {
        double[] centres = ReferenceBands.CentresHz;
        int above = Array.FindIndex(centres, centre => centre >= hz);
        return above < 0 ? highestDb[^1] : Math.Min(highestDb[above], highestDb[Math.Max(0, above - 1)]);
    }
}
