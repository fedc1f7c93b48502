using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lacquer.Dsp.Resampling;

/// <content>The products of taps and samples. Lane: tap.</content>
/// <remarks>
/// Sums run from both ends of the row towards its large middle, in float, and the lanes are added in double: partial sums stay
/// small until the end, which keeps the rounding noise near that of the float output itself.
/// </remarks>
public sealed partial class RateConverter
{
    private static double Dot(ReadOnlySpan<float> row, ReadOnlySpan<float> x)
    {
        ref float h = ref MemoryMarshal.GetReference(row);
        ref float a = ref MemoryMarshal.GetReference(x[..row.Length]);
        Vector512<float> left = Vector512<float>.Zero;
        Vector512<float> right = left;
        for (int i = 0, j = row.Length - Vector512<float>.Count; i < j; i += Vector512<float>.Count, j -= Vector512<float>.Count)
        {
            left = Add(left, ref h, ref a, i);
            right = Add(right, ref h, ref a, j);
        }

        return Sum(left + right);
    }

    private static (double First, double Second) Dot(ReadOnlySpan<float> row, ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        ref float h = ref MemoryMarshal.GetReference(row);
        ref float a = ref MemoryMarshal.GetReference(first[..row.Length]);
        ref float b = ref MemoryMarshal.GetReference(second[..row.Length]);
        Vector512<float> left1 = Vector512<float>.Zero;
        Vector512<float> right1 = left1;
        Vector512<float> left2 = left1;
        Vector512<float> right2 = left1;
        for (int i = 0, j = row.Length - Vector512<float>.Count; i < j; i += Vector512<float>.Count, j -= Vector512<float>.Count)
        {
            left1 = Add(left1, ref h, ref a, i);
            left2 = Add(left2, ref h, ref b, i);
            right1 = Add(right1, ref h, ref a, j);
            right2 = Add(right2, ref h, ref b, j);
        }

        return (Sum(left1 + right1), Sum(left2 + right2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Add(Vector512<float> sum, ref float row, ref float x, int i) =>
        Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref row, (nuint)i), Vector512.LoadUnsafe(ref x, (nuint)i), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(Vector512<float> lanes)
    {
        (Vector512<double> low, Vector512<double> high) = Vector512.Widen(lanes);
        return Vector512.Sum(low + high);
    }
}
