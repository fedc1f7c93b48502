namespace Lacquer.Dsp.Resampling;

/// <summary>The Kaiser window, for filters whose stop band is given.</summary>
/// <remarks>J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", Proc. IEEE ISCAS 1974.</remarks>
public static class KaiserWindow
{
    /// <summary>Shape β that reaches a stop-band attenuation.</summary>
    /// <param name="attenuationDb">50 dB or more.</param>
    public static double Beta(double attenuationDb) => 0.1102 * (Require.InRange(attenuationDb, 50, 300, nameof(attenuationDb)) - 8.7);

    /// <summary>Taps needed for an attenuation and a transition band.</summary>
    /// <param name="attenuationDb">50 dB or more.</param>
    /// <param name="transition">Width of the transition band, in cycles a sample.</param>
    public static int Taps(double attenuationDb, double transition) =>
        (int)Math.Ceiling((attenuationDb - 7.95) / (2.285 * 2 * Math.PI * transition)) + 1;

    /// <summary>The window's value.</summary>
    /// <param name="x">Place from −1, the left end, to 1, the right end; outside the window is 0.</param>
    /// <param name="beta">Shape.</param>
    public static double Value(double x, double beta)
    {
        double rest = 1 - (x * x);
        return rest < 0 ? 0 : BesselI0(beta * Math.Sqrt(rest)) / BesselI0(beta);
    }

    /// <summary>Modified Bessel function of the first kind and order zero, by its power series.</summary>
    internal static double BesselI0(double x)
    {
        double q = x * x / 4;
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-17; k++)
        {
            term *= q / ((double)k * k);
            sum += term;
        }

        return sum;
    }
}
