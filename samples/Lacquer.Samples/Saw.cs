namespace Lacquer.Samples;

/// <summary>A sawtooth whose step is rounded over two samples (PolyBLEP, Välimäki 2007), which keeps aliases low.</summary>
internal sealed class Saw(double phase)
{
    private double _phase = phase;

    /// <summary>Next sample, −1 to 1.</summary>
    public double Next(double hz)
    {
        double step = hz / Score.RateHz;
        double value = (2 * _phase) - 1 - Rounding(_phase, step);
        _phase += step;
        _phase -= Math.Floor(_phase);
        return value;
    }

    private static double Rounding(double phase, double step)
    {
        if (phase < step)
        {
            double t = phase / step;
            return t + t - (t * t) - 1;
        }

        if (phase > 1 - step)
        {
            double t = (phase - 1) / step;
            return (t * t) + t + t + 1;
        }

        return 0;
    }
}
