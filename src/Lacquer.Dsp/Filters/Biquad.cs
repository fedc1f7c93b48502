namespace Lacquer.Dsp.Filters;

/// <summary>One second-order section with the state of one channel.</summary>
/// <remarks>Transposed direct form II in double precision: the quietest of the plain structures at low frequencies.</remarks>
public sealed class Biquad(BiquadCoefficients coefficients)
{
    private readonly BiquadCoefficients _coefficients = coefficients;
    private double _s1;
    private double _s2;

    /// <summary>Filters in place.</summary>
    public void Process(Span<float> samples)
    {
        (double b0, double b1, double b2, double a1, double a2) = _coefficients;
        (double s1, double s2) = (_s1, _s2);
        foreach (ref float sample in samples)
        {
            double x = sample;
            double y = (b0 * x) + s1;
            s1 = (b1 * x) - (a1 * y) + s2;
            s2 = (b2 * x) - (a2 * y);
            sample = (float)y;
        }

        (_s1, _s2) = (s1, s2);
    }

    /// <summary>Forgets the past.</summary>
    public void Reset() => (_s1, _s2) = (0, 0);
}
