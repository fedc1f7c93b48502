using System.Numerics;

namespace Lacquer.Dsp.Metering;

/// <summary>The last hops' energies, summed afresh each time so that loud passages leave no rounding behind.</summary>
internal sealed class EnergyWindow
{
    // Every value is stored twice, one window apart: any window is then contiguous.
    private readonly double[] _values;
    private readonly int _hops;
    private int _next;

    /// <param name="hops">Length of the window.</param>
    public EnergyWindow(int hops)
    {
        _hops = hops;
        _values = new double[2 * hops];
    }

    /// <summary>Adds a hop and drops the oldest.</summary>
    public void Push(double energy)
    {
        _values[_next] = energy;
        _values[_next + _hops] = energy;
        _next = _next + 1 == _hops ? 0 : _next + 1;
    }

    /// <summary>Sum over the newest hops; those before the first count as 0.</summary>
    /// <param name="hops">1 to the window's length.</param>
    public double Sum(int hops)
    {
        // Oldest first: the window ends just before _next + _hops.
        ReadOnlySpan<double> window = _values.AsSpan(_next + _hops - hops, hops);
        Vector<double> lanes = Vector<double>.Zero;
        int i = 0;
        for (; i <= window.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            lanes += new Vector<double>(window[i..]);
        }

        double sum = Vector.Sum(lanes);
        for (; i < window.Length; i++)
        {
            sum += window[i];
        }

        return sum;
    }
}
