using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lacquer.Dsp.Spectral;

// Loads, stores, turns and tiles of the vector version, and the two passes between a real signal's spectrum and that of
// its even and odd samples. There a vector holds eight neighbouring frequencies k and another the mirrored half − k.
public sealed partial class RealFft
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(ref float start, int at) => Vector256.LoadUnsafe(ref Unsafe.Add(ref start, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> value, ref float start, int at) => value.StoreUnsafe(ref Unsafe.Add(ref start, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair(Vector256<float> r, Vector256<float> i, ref float re, ref float im, int at)
    {
        Store(r, ref re, at);
        Store(i, ref im, at);
    }

    /// <summary>Sixteen samples to eight even ones (real) and eight odd ones (imaginary).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Re, Vector256<float> Im) Split(ref float time)
    {
        (Vector256<float> lo, Vector256<float> hi) = (Load(ref time, 0), Load(ref time, 8));
        Vector256<double> even = Avx.Shuffle(lo, hi, 0b10_00_10_00).AsDouble();
        Vector256<double> odd = Avx.Shuffle(lo, hi, 0b11_01_11_01).AsDouble();
        return (Avx2.Permute4x64(even, 0b11_01_10_00).AsSingle(), Avx2.Permute4x64(odd, 0b11_01_10_00).AsSingle());
    }

    /// <summary>Writes eight points of the inverse as sixteen samples; parts are exchanged, so even samples are in <paramref name="i"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join(Vector256<float> r, Vector256<float> i, ref float time, int k)
    {
        Vector256<float> lo = Avx.UnpackLow(i, r);
        Vector256<float> hi = Avx.UnpackHigh(i, r);
        Store(Avx.Permute2x128(lo, hi, 0x20), ref time, 2 * k);
        Store(Avx.Permute2x128(lo, hi, 0x31), ref time, (2 * k) + 8);
    }

    /// <summary>Multiplies by e^(−iφ); cos φ and sin φ lie side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Re, Vector256<float> Im) Turn(Vector256<float> r, Vector256<float> i, ref float w, int at)
    {
        (Vector256<float> c, Vector256<float> s) = (Load(ref w, at), Load(ref w, at + 8));
        return (Fma.MultiplyAdd(c, r, s * i), Fma.MultiplySubtract(c, i, s * r));
    }

    /// <summary>Reads an 8 × 8 tile and transposes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile(
        ref float x,
        out Vector256<float> r0, out Vector256<float> r1, out Vector256<float> r2, out Vector256<float> r3,
        out Vector256<float> r4, out Vector256<float> r5, out Vector256<float> r6, out Vector256<float> r7)
    {
        // Rows k and k + 4 are first paired as halves of one vector, then 4 × 4 tiles are transposed within the halves.
        Vector256<float> a0 = Half(ref x, 0), a1 = Half(ref x, 8), a2 = Half(ref x, 16), a3 = Half(ref x, 24);
        Vector256<float> b0 = Half(ref x, 4), b1 = Half(ref x, 12), b2 = Half(ref x, 20), b3 = Half(ref x, 28);
        Transpose4(a0, a1, a2, a3, out r0, out r1, out r2, out r3);
        Transpose4(b0, b1, b2, b3, out r4, out r5, out r6, out r7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Half(ref float x, int at) =>
        Vector256.Create(Vector128.LoadUnsafe(ref Unsafe.Add(ref x, at)), Vector128.LoadUnsafe(ref Unsafe.Add(ref x, at + 32)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(
        Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3,
        out Vector256<float> r0, out Vector256<float> r1, out Vector256<float> r2, out Vector256<float> r3)
    {
        Vector256<double> t0 = Avx.UnpackLow(a0, a1).AsDouble();
        Vector256<double> t1 = Avx.UnpackLow(a2, a3).AsDouble();
        Vector256<double> t2 = Avx.UnpackHigh(a0, a1).AsDouble();
        Vector256<double> t3 = Avx.UnpackHigh(a2, a3).AsDouble();
        r0 = Avx.UnpackLow(t0, t1).AsSingle();
        r1 = Avx.UnpackHigh(t0, t1).AsSingle();
        r2 = Avx.UnpackLow(t2, t3).AsSingle();
        r3 = Avx.UnpackHigh(t2, t3).AsSingle();
    }

    private void SeparateSimd(ref float re, ref float im)
    {
        ref float cos = ref MemoryMarshal.GetArrayDataReference(_cosFull);
        ref float sin = ref MemoryMarshal.GetArrayDataReference(_sinFull);
        Vector256<int> mirror = Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0);
        Vector256<float> half = Vector256.Create(0.5f);
        (float z0r, float z0i) = (re, im);
        for (int k = 1; k <= _half / 2; k += 8)
        {
            // The last turn meets its own mirror image in the middle: both ways give the same number there.
            int j = _half - k - 7;
            (Vector256<float> ar, Vector256<float> ai) = (Load(ref re, k), Load(ref im, k));
            Vector256<float> br = Avx2.PermuteVar8x32(Load(ref re, j), mirror);
            Vector256<float> bi = Avx2.PermuteVar8x32(Load(ref im, j), mirror);
            (Vector256<float> er, Vector256<float> ei) = (half * (ar + br), half * (ai - bi));
            (Vector256<float> or, Vector256<float> oi) = (half * (ai + bi), half * (br - ar));
            (Vector256<float> c, Vector256<float> s) = (Load(ref cos, k), Load(ref sin, k));
            Vector256<float> tr = Fma.MultiplyAdd(c, or, s * oi);
            Vector256<float> ti = Fma.MultiplySubtract(c, oi, s * or);
            Store(Avx2.PermuteVar8x32(er - tr, mirror), ref re, j);
            Store(Avx2.PermuteVar8x32(ti - ei, mirror), ref im, j);
            Store(er + tr, ref re, k);
            Store(ei + ti, ref im, k);
        }

        (re, im) = (z0r + z0i, 0);
        Unsafe.Add(ref re, _half) = z0r - z0i;
        Unsafe.Add(ref im, _half) = 0;
    }

    private void CombineSimd(ref float re, ref float im, ref float zr, ref float zi)
    {
        ref float cos = ref MemoryMarshal.GetArrayDataReference(_cosFull);
        ref float sin = ref MemoryMarshal.GetArrayDataReference(_sinFull);
        Vector256<int> mirror = Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0);
        float scaleOne = 0.5f / _half;
        Vector256<float> scale = Vector256.Create(scaleOne);
        for (int k = 1; k <= _half / 2; k += 8)
        {
            int j = _half - k - 7;
            (Vector256<float> ar, Vector256<float> ai) = (Load(ref re, k), Load(ref im, k));
            Vector256<float> br = Avx2.PermuteVar8x32(Load(ref re, j), mirror);
            Vector256<float> bi = Avx2.PermuteVar8x32(Load(ref im, j), mirror);
            (Vector256<float> er, Vector256<float> ei) = (scale * (ar + br), scale * (ai - bi));
            (Vector256<float> tr, Vector256<float> ti) = (scale * (ar - br), scale * (ai + bi));
            (Vector256<float> c, Vector256<float> s) = (Load(ref cos, k), Load(ref sin, k));
            Vector256<float> or = Fma.MultiplySubtract(c, tr, s * ti);
            Vector256<float> oi = Fma.MultiplyAdd(c, ti, s * tr);
            Store(Avx2.PermuteVar8x32(er + oi, mirror), ref zr, j);
            Store(Avx2.PermuteVar8x32(or - ei, mirror), ref zi, j);
            Store(er - oi, ref zr, k);
            Store(ei + or, ref zi, k);
        }

        zr = scaleOne * (re + Unsafe.Add(ref re, _half));
        zi = scaleOne * (re - Unsafe.Add(ref re, _half));
    }
}
