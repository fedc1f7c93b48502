namespace Lacquer.Samples;

/// <summary>A second-order filter by the formulas of R. Bristow-Johnson's Audio EQ Cookbook.</summary>
internal sealed class Biquad
{
    private readonly double _b0;
    private readonly double _b1;
    private readonly double _b2;
    private readonly double _a1;
    private readonly double _a2;
    private double _s1;
    private double _s2;

    private Biquad(double b0, double b1, double b2, double a0, double a1, double a2) =>
        (_b0, _b1, _b2, _a1, _a2) = (b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);

    public static Biquad LowPass(double hz, double q)
    {
        (double cos, double alpha) = Angles(hz, q);
        return new Biquad((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    public static Biquad HighPass(double hz, double q)
    {
        (double cos, double alpha) = Angles(hz, q);
        return new Biquad((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    public static Biquad Bell(double hz, double q, double gainDb)
    {
        (double cos, double alpha) = Angles(hz, q);
        double a = Math.Pow(10, gainDb / 40);
        return new Biquad(1 + (alpha * a), -2 * cos, 1 - (alpha * a), 1 + (alpha / a), -2 * cos, 1 - (alpha / a));
    }

    public double Process(double x)
    {
        double y = (_b0 * x) + _s1;
        _s1 = (_b1 * x) - (_a1 * y) + _s2;
        _s2 = (_b2 * x) - (_a2 * y);
        return y;
    }

    public void Process(Span<float> samples)
    {
        foreach (ref float sample in samples)
        {
            sample = (float)Process(sample);
        }
    }

    private static (double Cos, double Alpha) Angles(double hz, double q)
    {
        (double sin, double cos) = Math.SinCos(2 * Math.PI * hz / Score.RateHz);
        return (cos, sin / (2 * q));
    }
}
