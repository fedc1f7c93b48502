using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lacquer.Dsp.Dynamics;

/// <summary>The saturation curve f(u) = u/√(1 + u²), taken as its mean between neighbouring samples so that hardly anything folds back.</summary>
/// <remarks>
/// First-order antiderivative anti-aliasing: J. D. Parker, V. Zavalishin, E. Le Bivic, "Reducing the aliasing of nonlinear waveshaping
/// using continuous-time convolution", DAFx-16. The antiderivative is F(u) = √(1 + u²), and the quotient (F(u) − F(v))/(u − v) is
/// (u + v)/(F(u) + F(v)): no division by small differences, no case for equal samples. With u = k·x + b, the bias b makes the
/// half-waves unlike; its own output is taken off, and slope f'(b)·k is divided out, so that quiet sound keeps its level.
/// </remarks>
internal readonly struct SaturationCurve
{
    // Of the knee; more would rather fold one half-wave over than add harmonics.
    private const double FullBias = 0.5;

    private readonly float _scale;
    private readonly float _bias;
    private readonly float _rest;
    private readonly float _wet;
    private readonly float _dry;

    /// <summary>Takes the curve from named settings; the drive is above 0.</summary>
    public SaturationCurve(SaturationSettings settings)
    {
        double drive = DecibelMath.ToGain(settings.DriveDb);
        double k = Math.Sqrt((drive * drive) - 1) / DecibelMath.ToGain(settings.ReferenceDbfs);
        double b = FullBias * settings.Asymmetry;
        double slope = k / Math.Pow(1 + (b * b), 1.5);
        _scale = (float)k;
        _bias = (float)b;
        _rest = Rest(_bias);
        _wet = (float)(settings.Mix / slope);
        _dry = (float)((1 - settings.Mix) / 2);
    }

    /// <summary>The curve at one sample, with no anti-aliasing; for the tests' slow path.</summary>
    public double Exact(double x)
    {
        double u = (_scale * x) + _bias;
        return (((u / Math.Sqrt(1 + (u * u))) - _rest) * _wet) + (2 * _dry * x);
    }

    /// <summary>Means of the curve between each sample and the one before it.</summary>
    /// <param name="before">The sample before each.</param>
    /// <param name="samples">Replaced by the means. Both lengths: the same multiple of the vector length.</param>
    /// <param name="output">Where the means go; may be <paramref name="before"/> itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(ReadOnlySpan<float> before, ReadOnlySpan<float> samples, Span<float> output)
    {
        Vector<float> scale = new(_scale);
        Vector<float> bias = new(_bias);
        Vector<float> rest = new(_rest);
        Vector<float> wet = new(_wet);
        Vector<float> dry = new(_dry);
        for (int i = 0; i < samples.Length; i += Vector<float>.Count)
        {
            Vector<float> x = new(samples[i..]);
            Vector<float> y = new(before[i..]);
            Vector<float> u = Vector.MultiplyAddEstimate(x, scale, bias);
            Vector<float> v = Vector.MultiplyAddEstimate(y, scale, bias);
            Vector<float> roots = Vector.SquareRoot(Vector.MultiplyAddEstimate(u, u, Vector<float>.One))
                + Vector.SquareRoot(Vector.MultiplyAddEstimate(v, v, Vector<float>.One));
            Vector<float> mean = ((u + v) / roots) - rest;
            Vector.MultiplyAddEstimate(mean, wet, (x + y) * dry).CopyTo(output[i..]);
        }
    }

    /// <summary>The curve's own output at the bias, by the very operations of <see cref="Apply"/>: silence stays silence to the last bit.</summary>
    private static float Rest(float bias)
    {
        Vector<float> b = new(bias);
        Vector<float> root = Vector.SquareRoot(Vector.MultiplyAddEstimate(b, b, Vector<float>.One));
        return ((b + b) / (root + root))[0];
    }
}
