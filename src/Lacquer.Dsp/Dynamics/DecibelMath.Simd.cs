using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lacquer.Dsp.Dynamics;

/// <content>Lanes hold consecutive values; every lane does what the scalar functions do, save that products and sums fuse.</content>
public static partial class DecibelMath
{
    /// <summary>Base-2 logarithm of every lane, as <see cref="Log2(float)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log2(Vector<float> x)
    {
        Vector<int> bits = Vector.AsVectorInt32(Vector.Max(x, new Vector<float>(Smallest))) + new Vector<int>(RootHalfOffset);
        Vector<float> exponent = Vector.ConvertToSingle(Vector.ShiftRightArithmetic(bits, 23) - new Vector<int>(127));
        Vector<float> m = Vector.AsVectorSingle((bits & new Vector<int>(MantissaMask)) + new Vector<int>(OneBits - RootHalfOffset));
        Vector<float> t = (m - Vector<float>.One) / (m + Vector<float>.One);
        Vector<float> t2 = t * t;
        Vector<float> s = Vector.MultiplyAddEstimate(new Vector<float>(1f / 7), t2, new Vector<float>(1f / 5));
        s = Vector.MultiplyAddEstimate(s, t2, new Vector<float>(1f / 3)) * t2;
        return Vector.MultiplyAddEstimate(new Vector<float>(TwoOverLn2), Vector.MultiplyAddEstimate(t, s, t), exponent);
    }

    /// <summary>Two to the power of every lane, as <see cref="Exp2(float)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp2(Vector<float> x)
    {
        x = Vector.Min(Vector.Max(x, new Vector<float>(-126)), new Vector<float>(126));
        Vector<float> magic = new(RoundingMagic);
        Vector<float> whole = x + magic - magic;
        Vector<float> f = x - whole;
        Vector<float> p = Vector.MultiplyAddEstimate(new Vector<float>(E7), f, new Vector<float>(E6));
        p = Vector.MultiplyAddEstimate(p, f, new Vector<float>(E5));
        p = Vector.MultiplyAddEstimate(p, f, new Vector<float>(E4));
        p = Vector.MultiplyAddEstimate(p, f, new Vector<float>(E3));
        p = Vector.MultiplyAddEstimate(p, f, new Vector<float>(E2));
        p = Vector.MultiplyAddEstimate(p, f, new Vector<float>(E1));
        p = Vector.MultiplyAddEstimate(p, f, Vector<float>.One);
        Vector<int> scale = Vector.ShiftLeft(Vector.ConvertToInt32(whole) + new Vector<int>(127), 23);
        return p * Vector.AsVectorSingle(scale);
    }

    /// <summary>Two to the power of <paramref name="scale"/> times each value, in place.</summary>
    /// <param name="values">Length: a multiple of the vector length, so that no value is computed in a tail of its own.</param>
    /// <param name="scale">Factor before the power.</param>
    internal static void Exp2InPlace(Span<float> values, float scale)
    {
        for (int i = 0; i < values.Length; i += Vector<float>.Count)
        {
            Exp2(new Vector<float>(values[i..]) * scale).CopyTo(values[i..]);
        }
    }

    /// <summary>The number of values that whole vectors need to hold <paramref name="count"/> of them.</summary>
    internal static int Padded(int count) => (count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
}
