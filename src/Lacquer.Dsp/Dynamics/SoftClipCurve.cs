using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lacquer.Dsp.Dynamics;

/// <summary>The soft clip: straight up to a knee, a parabola that shaves more and more, and from there on the full amount.</summary>
/// <remarks>
/// In units of the ceiling a peak at m = 10^(amount/20) comes down to 1 by a parabola that starts at k = 2 − m, the same distance
/// below: f(u) = u − (u − k)²/(2(m − k)) for k ≤ u ≤ m. Higher peaks lose the same amount, f(u) = u/m, and leave the rest to the
/// limiter: a clip without an end would flatten whatever gain is asked of it. Odd, so no direct current and no even harmonics.
/// </remarks>
internal readonly struct SoftClipCurve
{
    private readonly float _knee;
    private readonly float _width;
    private readonly float _curvature;
    private readonly float _slopeBeyond;

    /// <summary>Scales the curve.</summary>
    /// <param name="amountDb">Most that is shaved off a peak, in dB, above 0 to 6.</param>
    /// <param name="ceilingLinear">Where a peak ends that stood exactly so far above it, linear.</param>
    public SoftClipCurve(double amountDb, double ceilingLinear)
    {
        double m = Math.Min(DecibelMath.ToGain(amountDb), 2);
        double k = 2 - m;
        _knee = (float)(k * ceilingLinear);
        _width = (float)((m - k) * ceilingLinear);
        _curvature = (float)(0.5 / ((m - k) * ceilingLinear));
        _slopeBeyond = (float)(1 / m);
    }

    /// <summary>One value through the curve.</summary>
    public float Apply(float x)
    {
        float magnitude = MathF.Abs(x);
        float over = MathF.Min(MathF.Max(magnitude - _knee, 0), _width);
        float top = _knee + _width;
        float y = MathF.Min(magnitude, top) - (over * over * _curvature) + (MathF.Max(magnitude - top, 0) * _slopeBeyond);
        return MathF.CopySign(y, x);
    }

    /// <summary>Every value through the curve, in place. Length: a multiple of the vector length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(Span<float> values)
    {
        Vector<float> knee = new(_knee);
        Vector<float> width = new(_width);
        Vector<float> curvature = new(_curvature);
        Vector<float> top = new(_knee + _width);
        Vector<float> slopeBeyond = new(_slopeBeyond);
        for (int i = 0; i < values.Length; i += Vector<float>.Count)
        {
            Vector<float> x = new(values[i..]);
            Vector<float> magnitude = Vector.Abs(x);
            Vector<float> over = Vector.Min(Vector.Max(magnitude - knee, Vector<float>.Zero), width);
            Vector<float> beyond = Vector.Max(magnitude - top, Vector<float>.Zero);
            Vector<float> y = Vector.Min(magnitude, top) - (over * over * curvature) + (beyond * slopeBeyond);
            Vector.CopySign(y, x).CopyTo(values[i..]);
        }
    }
}
