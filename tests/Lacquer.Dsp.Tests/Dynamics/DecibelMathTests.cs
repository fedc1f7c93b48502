using System.Numerics;
using Lacquer.Dsp.Dynamics;

namespace Lacquer.Dsp.Tests.Dynamics;

public sealed class DecibelMathTests
{
    private const double LogErrorOctaves = 4e-7; // the documented bound; grows with the exponent by float rounding
    private const double PowerError = 2.5e-7;

    [Fact]
    public void Logarithm_keeps_its_error_bound()
    {
        for (double octave = -30; octave < 30; octave += 0.001_7)
        {
            float x = (float)Math.Pow(2, octave);
            double bound = LogErrorOctaves + (Math.Abs(octave) * 1.2e-7);
            Assert.InRange(DecibelMath.Log2(x) - Math.Log2(x), -bound, bound);
            Assert.InRange(DecibelMath.Log2(new Vector<float>(x))[0] - Math.Log2(x), -bound, bound);
        }
    }

    [Fact]
    public void Power_keeps_its_error_bound()
    {
        for (double octave = -30; octave < 30; octave += 0.001_7)
        {
            float x = (float)octave;
            double exact = Math.Pow(2, x);
            Assert.InRange((DecibelMath.Exp2(x) / exact) - 1, -PowerError, PowerError);
            Assert.InRange((DecibelMath.Exp2(new Vector<float>(x))[0] / exact) - 1, -PowerError, PowerError);
        }
    }

    [Fact]
    public void Neutral_values_are_exact()
    {
        Assert.Equal(0, DecibelMath.Log2(1));
        Assert.Equal(1, DecibelMath.Exp2(0));
        Assert.Equal(Vector<float>.Zero, DecibelMath.Log2(Vector<float>.One));
        Assert.Equal(Vector<float>.One, DecibelMath.Exp2(Vector<float>.Zero));
    }

    [Fact]
    public void Extremes_stay_finite()
    {
        Assert.Equal(-126, DecibelMath.Log2(0), 1e-4);
        Assert.True(float.IsFinite(DecibelMath.Exp2(1e9f)));
        Assert.True(float.IsFinite(DecibelMath.Exp2(-1e9f)));
    }
}
