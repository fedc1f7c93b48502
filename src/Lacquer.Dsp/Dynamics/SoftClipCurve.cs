using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lacquer.Dsp.Dynamics;

/// <summary>The soft clip: straight up to a knee, a parabola whose slope falls from one to zero, then flat at the ceiling.</summary>
/// <remarks>
/// In units of the ceiling the flat part starts at m = 10^(amount/20), and a parabola that reaches 1 there starts at k = 2 − m, the same
/// distance below: f(u) = u − (u − k)²/(2(m − k)) for k ≤ u ≤ m. Odd, so no direct current and no even harmonics.
/// </remarks>
internal readonly struct SoftClipCurve
{
    private readonly float _knee;
    private readonly float _width;
    private readonly float _curvature;

    /// <summary>Scales the curve.</summary>
    /// <param name="amountDb">dB above the ceiling that is still brought down to it, above 0 to 6.</param>
    /// <param name="ceilingLinear">Where it ends, linear.</param>
    public SoftClipCurve(double amountDb, double ceilingLinear)
    {
        double m = Math.Min(DecibelMath.ToGain(amountDb), 2);
        double k = 2 - m;
        _knee = (float)(k * ceilingLinear);
        _width = (float)((m - k) * ceilingLinear);
        _curvature = (float)(0.5 / ((m - k) * ceilingLinear));
    }

    /// <summary>One value through the curve.</summary>
    public float Apply(float x)
    {
        float magnitude = MathF.Abs(x);
        float over = MathF.Min(MathF.Max(magnitude - _knee, 0), _width);
        float y = MathF.Min(magnitude, _knee + _width) - (over * over * _curvature);
        return MathF.CopySign(y, x);
    }

    /// <summary>Every value through the curve, in place. Length: a multiple of the vector length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(Span<float> values)
    {
        Vector<float> knee = new(_knee);
        Vector<float> width = new(_width);
        Vector<float> curvature = new(_curvature);
        for (int i = 0; i < values.Length; i += Vector<float>.Count)
        {
            Vector<float> x = new(values[i..]);
            Vector<float> magnitude = Vector.Abs(x);
            Vector<float> over = Vector.Min(Vector.Max(magnitude - knee, Vector<float>.Zero), width);
            Vector<float> y = Vector.Min(magnitude, knee + width) - (over * over * curvature);
            Vector.CopySign(y, x).CopyTo(values[i..]);
        }
    }
}
