namespace Lacquer.Dsp.Spectral;

/// <summary>Piecewise cubic that is monotone wherever its points are, and level outside them.</summary>
/// <remarks>Fritsch and Butland, "A method for constructing local monotone piecewise cubic interpolants", SIAM J. Sci. Stat. Comput. 5, 1984.</remarks>
internal sealed class MonotoneCurve
{
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _slope;

    private MonotoneCurve(double[] x, double[] y)
    {
        (_x, _y, _slope) = (x, y, new double[x.Length]);

        // Level ends join the level continuation outside; inside, the weighted harmonic mean of the neighbouring secants.
        for (int i = 1; i < x.Length - 1; i++)
        {
            (double h0, double h1) = (x[i] - x[i - 1], x[i + 1] - x[i]);
            (double d0, double d1) = ((y[i] - y[i - 1]) / h0, (y[i + 1] - y[i]) / h1);
            if (d0 * d1 > 0)
            {
                (double w0, double w1) = ((2 * h1) + h0, h1 + (2 * h0));
                _slope[i] = (w0 + w1) / ((w0 / d0) + (w1 / d1));
            }
        }
    }

    /// <summary>A curve over log2 of frequency.</summary>
    /// <param name="frequenciesHz">Increasing, &gt; 0.</param>
    /// <param name="values">One per frequency.</param>
    public static MonotoneCurve OverLogFrequency(IReadOnlyList<double> frequenciesHz, IReadOnlyList<double> values)
    {
        var x = new double[frequenciesHz.Count];
        var y = new double[frequenciesHz.Count];
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (Math.Log2(frequenciesHz[i]), values[i]);
        }

        return new MonotoneCurve(x, y);
    }

    /// <summary>The value at <paramref name="x"/>; −∞ is allowed.</summary>
    public double At(double x)
    {
        if (x <= _x[0])
        {
            return _y[0];
        }

        if (x >= _x[^1])
        {
            return _y[^1];
        }

        int i = 0;
        while (x > _x[i + 1])
        {
            i++;
        }

        double h = _x[i + 1] - _x[i];
        double t = (x - _x[i]) / h;
        double u = 1 - t;
        return (u * u * ((_y[i] * (1 + (2 * t))) + (h * t * _slope[i])))
            + (t * t * ((_y[i + 1] * (1 + (2 * u))) - (h * u * _slope[i + 1])));
    }
}
