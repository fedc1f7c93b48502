using System.Numerics;

namespace Lacquer.Dsp.Metering;

/// <summary>One second-order section of the K-weighting, denominator normalised to a0 = 1.</summary>
internal readonly record struct KWeightingSection(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>The section that has the same analogue response at another rate.</summary>
    /// <remarks>
    /// BS.1770-5, Annex 1, clause 1: other rates need "coefficients chosen to provide the same frequency response". The
    /// bilinear transform s = (z−1)/(z+1) is undone at the table's rate, which gives quadratics in s; s is scaled so that the
    /// response at one frequency stays what it is (pre-warping); and the transform is applied again. At the table's rate this
    /// returns the table.
    /// </remarks>
    /// <param name="tableRateHz">Rate of these coefficients.</param>
    /// <param name="rateHz">Rate of the result.</param>
    /// <param name="matchHz">Where the response is kept exactly.</param>
    public KWeightingSection AtRate(double tableRateHz, double rateHz, double matchHz)
    {
        // Analogue polynomials c0 + c1 s + c2 s², from (1+s)² , (1+s)(1−s), (1−s)².
        (double n0, double n1, double n2) = (B0 + B1 + B2, 2 * (B0 - B2), B0 - B1 + B2);
        (double d0, double d1, double d2) = (1 + A1 + A2, 2 * (1 - A2), 1 - A1 + A2);

        double r = Math.Tan(Math.PI * matchHz / tableRateHz) / Math.Tan(Math.PI * matchHz / rateHz);
        (n1, n2, d1, d2) = (n1 * r, n2 * r * r, d1 * r, d2 * r * r);

        double a0 = d0 + d1 + d2;
        return new KWeightingSection(
            (n0 + n1 + n2) / a0,
            2 * (n0 - n2) / a0,
            (n0 - n1 + n2) / a0,
            2 * (d0 - d2) / a0,
            (d0 - d1 + d2) / a0);
    }

    /// <summary>Squared magnitude of the response at an angular frequency, in radians a sample.</summary>
    public double PowerGain(double w)
    {
        var z1 = Complex.FromPolarCoordinates(1, -w);
        Complex h = (B0 + (z1 * (B1 + (z1 * B2)))) / (1 + (z1 * (A1 + (z1 * A2))));
        return (h.Real * h.Real) + (h.Imaginary * h.Imaginary);
    }
}
