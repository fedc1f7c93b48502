using System.Runtime.CompilerServices;

namespace Lacquer.Dsp.Dynamics;

/// <summary>Fast base-2 logarithm and power, and the decibel scale built on them, for gain curves.</summary>
/// <remarks>
/// Logarithm: area hyperbolic tangent series of (m − 1)/(m + 1) with m in [√½, √2), four terms; the first one left out bounds the
/// absolute error by 5·10⁻⁸ octaves, so float rounding decides: measured below 3·10⁻⁷ near 1. Power: Taylor series of degree 7 on
/// [−½, ½], relative error below 5·10⁻⁹ before rounding, measured below 2·10⁻⁷. Both are exact where a neutral stage needs it:
/// log2(1) = 0 and exp2(0) = 1.
/// </remarks>
public static partial class DecibelMath
{
    /// <summary>Decibels of an amplitude ratio of two: 20·log10(2).</summary>
    public const double DbPerOctave = 6.020599913279624;

    /// <summary>The smallest argument of the logarithm; below it counts as this. Smallest normal float.</summary>
    public const float Smallest = 1.17549435e-38f;

    private const int MantissaMask = 0x007FFFFF;
    private const int OneBits = 0x3F800000;
    private const int RootHalfOffset = OneBits - 0x3F3504F3; // distance from √½ to 1 in the float's bits
    private const float TwoOverLn2 = 2.885390082f;
    private const float RoundingMagic = 12_582_912f; // 1.5·2²³: adding and taking it away rounds to the nearest integer

    // Coefficients of 2^f = Σ (ln 2)^k / k! f^k.
    private const float E1 = 0.693147181f;
    private const float E2 = 0.240226507f;
    private const float E3 = 0.0555041087f;
    private const float E4 = 0.00961812911f;
    private const float E5 = 0.00133335581f;
    private const float E6 = 0.000154035304f;
    private const float E7 = 0.0000152527338f;

    /// <summary>Base-2 logarithm.</summary>
    /// <param name="x">≥ 0; less than <see cref="Smallest"/> counts as that.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log2(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(MathF.Max(x, Smallest)) + RootHalfOffset;
        int exponent = (bits >> 23) - 127;
        float m = BitConverter.Int32BitsToSingle((bits & MantissaMask) + OneBits - RootHalfOffset);
        float t = (m - 1) / (m + 1);
        float t2 = t * t;
        float series = (((((1f / 7) * t2) + (1f / 5)) * t2) + (1f / 3)) * t2;
        return exponent + (TwoOverLn2 * (t + (t * series)));
    }

    /// <summary>Two to the power of <paramref name="x"/>; beyond ±126 counts as that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp2(float x)
    {
        x = MathF.Min(MathF.Max(x, -126), 126);
        float whole = x + RoundingMagic - RoundingMagic;
        float f = x - whole;
        float p = (((((((((((((E7 * f) + E6) * f) + E5) * f) + E4) * f) + E3) * f) + E2) * f) + E1) * f) + 1;
        return p * BitConverter.Int32BitsToSingle(((int)whole + 127) << 23);
    }

    /// <summary>A level or gain in dB as an amplitude ratio; exact library arithmetic, for set-up.</summary>
    public static double ToGain(double levelDb) => Math.Pow(10, levelDb / 20);

    /// <summary>An amplitude ratio in dB; −∞ for zero. Exact library arithmetic, for set-up.</summary>
    public static double ToDb(double gainLinear) => 20 * Math.Log10(gainLinear);
}
