namespace Lacquer.Mastering.Analysis.Features;

/// <summary>Bands of equal width on the scale of the ear's own filters.</summary>
/// <remarks>B. R. Glasberg, B. C. J. Moore, "Derivation of auditory filter shapes from notched-noise data", Hearing Research 47 (1990): ERB number = 21.4 log10(1 + 0.00437 f).</remarks>
internal static class ErbScale
{
    private const double NumbersPerDecade = 21.4;
    private const double PerHz = 0.00437;

    /// <summary>Edges of <paramref name="count"/> bands, in Hz; one more than bands.</summary>
    public static double[] EdgesHz(double lowHz, double highHz, int count)
    {
        (double low, double high) = (Number(lowHz), Number(highHz));
        var edges = new double[count + 1];
        for (int i = 0; i <= count; i++)
        {
            edges[i] = Hz(low + ((high - low) * i / count));
        }

        return edges;
    }

    /// <summary>The middle of each band on the scale, in Hz.</summary>
    public static double[] CentresHz(double lowHz, double highHz, int count)
    {
        double[] halves = EdgesHz(lowHz, highHz, 2 * count);
        var centres = new double[count];
        for (int b = 0; b < count; b++)
        {
            centres[b] = halves[(2 * b) + 1];
        }

        return centres;
    }

    private static double Number(double hz) => NumbersPerDecade * Math.Log10(1 + (PerHz * hz));

    private static double Hz(double number) => (Math.Pow(10, number / NumbersPerDecade) - 1) / PerHz;
}
