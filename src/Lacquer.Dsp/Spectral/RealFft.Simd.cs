using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lacquer.Dsp.Spectral;

// Lane l of a vector holds z[8m + l]: eight interleaved signals, each transformed over m by radix-4 passes in which every
// lane does the same (n goes M, M/4, …; the stride s starts at 8). The last pass turns 8 × 8 tiles on their side, so that
// lanes hold neighbouring frequencies, and joins the eight spectra by a radix-8 butterfly with twiddles w^(l·k).
public sealed partial class RealFft
{
    /// <summary>The last pass takes tiles of eight frequencies, so each of the eight signals needs eight points.</summary>
    private const int SmallestSimdHalf = 64;

    private const float SqrtHalf = 0.70710678f;

    private readonly float[] _stageTwiddles; // per pass and p: c1 s1 c2 s2 c3 s3
    private readonly float[] _lastTwiddles;  // per eight frequencies: cos and sin of signals 1 to 7, eight lanes each

    private static bool SimdSupported => Avx2.IsSupported && Fma.IsSupported;

    private (float[] Stages, float[] Last) SimdTables()
    {
        int m = _half / 8;
        var stages = new List<float>();
        for (int n = m; n >= 4; n /= 4)
        {
            for (int p = 0; p < n / 4; p++)
            {
                for (int k = 1; k <= 3; k++)
                {
                    stages.Add(_cosHalf[k * p * (_half / n)]);
                    stages.Add(_sinHalf[k * p * (_half / n)]);
                }
            }
        }

        var last = new float[m * 14];
        for (int k = 0; k < m; k++)
        {
            for (int l = 1; l < 8; l++)
            {
                int at = (k / 8 * 112) + ((l - 1) * 16) + (k % 8);
                last[at] = _cosHalf[l * k];
                last[at + 8] = _sinHalf[l * k];
            }
        }

        return ([.. stages], last);
    }

    private void ForwardSimd(ReadOnlySpan<float> time, Span<float> re, Span<float> im)
    {
        ref float t = ref MemoryMarshal.GetReference(time);
        ref float xr = ref MemoryMarshal.GetArrayDataReference(_reA);
        ref float xi = ref MemoryMarshal.GetArrayDataReference(_imA);
        int m = _half / 8;
        int twiddle = 0;
        (int n, int s) = (m, 8);
        if (n >= 4)
        {
            FirstPass(ref t, ref xr, ref xi, n);
            (n, s, twiddle) = (n / 4, 32, n / 4 * 6);
        }

        bool inA = StagePasses(true, n, s, twiddle);
        ref float yr = ref MemoryMarshal.GetReference(re);
        ref float yi = ref MemoryMarshal.GetReference(im);
        LastPass(inA, ref yr, ref yi, ref Unsafe.NullRef<float>());
        SeparateSimd(ref yr, ref yi);
    }

    private void InverseSimd(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> time)
    {
        // Real and imaginary parts exchanged, as in the scalar version.
        CombineSimd(
            ref MemoryMarshal.GetReference(re), ref MemoryMarshal.GetReference(im),
            ref MemoryMarshal.GetArrayDataReference(_imA), ref MemoryMarshal.GetArrayDataReference(_reA));
        bool inA = StagePasses(true, _half / 8, 8, 0);
        LastPass(inA, ref Unsafe.NullRef<float>(), ref Unsafe.NullRef<float>(), ref MemoryMarshal.GetReference(time));
    }

    /// <summary>Radix 4 with stride 8, reading even samples as real and odd ones as imaginary parts.</summary>
    private void FirstPass(ref float time, ref float yr, ref float yi, int n)
    {
        ref float w = ref MemoryMarshal.GetArrayDataReference(_stageTwiddles);
        int quarter = n / 4;
        for (int p = 0; p < quarter; p++)
        {
            (Vector256<float> ar, Vector256<float> ai) = Split(ref Unsafe.Add(ref time, 16 * p));
            (Vector256<float> br, Vector256<float> bi) = Split(ref Unsafe.Add(ref time, 16 * (p + quarter)));
            (Vector256<float> cr, Vector256<float> ci) = Split(ref Unsafe.Add(ref time, 16 * (p + (2 * quarter))));
            (Vector256<float> dr, Vector256<float> di) = Split(ref Unsafe.Add(ref time, 16 * (p + (3 * quarter))));
            Butterfly4(
                ar, ai, br, bi, cr, ci, dr, di,
                Vector256.Create(Unsafe.Add(ref w, 6 * p)), Vector256.Create(Unsafe.Add(ref w, (6 * p) + 1)),
                Vector256.Create(Unsafe.Add(ref w, (6 * p) + 2)), Vector256.Create(Unsafe.Add(ref w, (6 * p) + 3)),
                Vector256.Create(Unsafe.Add(ref w, (6 * p) + 4)), Vector256.Create(Unsafe.Add(ref w, (6 * p) + 5)),
                ref Unsafe.Add(ref yr, 32 * p), ref Unsafe.Add(ref yi, 32 * p), 8);
        }
    }

    private bool StagePasses(bool inA, int n, int s, int twiddle)
    {
        while (n > 1)
        {
            ref float xr = ref MemoryMarshal.GetArrayDataReference(inA ? _reA : _reB);
            ref float xi = ref MemoryMarshal.GetArrayDataReference(inA ? _imA : _imB);
            ref float yr = ref MemoryMarshal.GetArrayDataReference(inA ? _reB : _reA);
            ref float yi = ref MemoryMarshal.GetArrayDataReference(inA ? _imB : _imA);
            if (n >= 4)
            {
                Radix4Simd(ref xr, ref xi, ref yr, ref yi, n / 4, s, ref _stageTwiddles[twiddle]);
                twiddle += n / 4 * 6;
                (n, s) = (n / 4, s * 4);
            }
            else
            {
                Radix2Simd(ref xr, ref xi, ref yr, ref yi, s);
                (n, s) = (1, s * 2);
            }

            inA = !inA;
        }

        return inA;
    }

    private static void Radix4Simd(ref float xr, ref float xi, ref float yr, ref float yi, int m, int s, ref float w)
    {
        int sm = s * m;
        for (int p = 0; p < m; p++)
        {
            Vector256<float> c1 = Vector256.Create(Unsafe.Add(ref w, 6 * p));
            Vector256<float> s1 = Vector256.Create(Unsafe.Add(ref w, (6 * p) + 1));
            Vector256<float> c2 = Vector256.Create(Unsafe.Add(ref w, (6 * p) + 2));
            Vector256<float> s2 = Vector256.Create(Unsafe.Add(ref w, (6 * p) + 3));
            Vector256<float> c3 = Vector256.Create(Unsafe.Add(ref w, (6 * p) + 4));
            Vector256<float> s3 = Vector256.Create(Unsafe.Add(ref w, (6 * p) + 5));
            ref float pr = ref Unsafe.Add(ref xr, s * p);
            ref float pi = ref Unsafe.Add(ref xi, s * p);
            ref float qr = ref Unsafe.Add(ref yr, 4 * s * p);
            ref float qi = ref Unsafe.Add(ref yi, 4 * s * p);
            for (int q = 0; q < s; q += 8)
            {
                Butterfly4(
                    Load(ref pr, q), Load(ref pi, q), Load(ref pr, q + sm), Load(ref pi, q + sm),
                    Load(ref pr, q + (2 * sm)), Load(ref pi, q + (2 * sm)), Load(ref pr, q + (3 * sm)), Load(ref pi, q + (3 * sm)),
                    c1, s1, c2, s2, c3, s3, ref Unsafe.Add(ref qr, q), ref Unsafe.Add(ref qi, q), s);
            }
        }
    }

    private static void Radix2Simd(ref float xr, ref float xi, ref float yr, ref float yi, int s)
    {
        for (int q = 0; q < s; q += 8)
        {
            (Vector256<float> ar, Vector256<float> br) = (Load(ref xr, q), Load(ref xr, q + s));
            (Vector256<float> ai, Vector256<float> bi) = (Load(ref xi, q), Load(ref xi, q + s));
            Store(ar + br, ref yr, q);
            Store(ai + bi, ref yi, q);
            Store(ar - br, ref yr, q + s);
            Store(ai - bi, ref yi, q + s);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Butterfly4(
        Vector256<float> ar, Vector256<float> ai, Vector256<float> br, Vector256<float> bi,
        Vector256<float> cr, Vector256<float> ci, Vector256<float> dr, Vector256<float> di,
        Vector256<float> c1, Vector256<float> s1, Vector256<float> c2, Vector256<float> s2, Vector256<float> c3, Vector256<float> s3,
        ref float yr, ref float yi, int s)
    {
        (Vector256<float> apcR, Vector256<float> apcI) = (ar + cr, ai + ci);
        (Vector256<float> amcR, Vector256<float> amcI) = (ar - cr, ai - ci);
        (Vector256<float> bpdR, Vector256<float> bpdI) = (br + dr, bi + di);
        (Vector256<float> bmdR, Vector256<float> bmdI) = (br - dr, bi - di);
        Store(apcR + bpdR, ref yr, 0);
        Store(apcI + bpdI, ref yi, 0);
        (Vector256<float> tr, Vector256<float> ti) = (amcR + bmdI, amcI - bmdR);
        Store(Fma.MultiplyAdd(c1, tr, s1 * ti), ref yr, s);
        Store(Fma.MultiplySubtract(c1, ti, s1 * tr), ref yi, s);
        (tr, ti) = (apcR - bpdR, apcI - bpdI);
        Store(Fma.MultiplyAdd(c2, tr, s2 * ti), ref yr, 2 * s);
        Store(Fma.MultiplySubtract(c2, ti, s2 * tr), ref yi, 2 * s);
        (tr, ti) = (amcR - bmdI, amcI + bmdR);
        Store(Fma.MultiplyAdd(c3, tr, s3 * ti), ref yr, 3 * s);
        Store(Fma.MultiplySubtract(c3, ti, s3 * tr), ref yi, 3 * s);
    }

    /// <summary>Joins the eight signals; writes the spectrum, or for the inverse the interleaved time signal.</summary>
    private void LastPass(bool inA, ref float outRe, ref float outIm, ref float time)
    {
        int m = _half / 8;
        ref float xr = ref MemoryMarshal.GetArrayDataReference(inA ? _reA : _reB);
        ref float xi = ref MemoryMarshal.GetArrayDataReference(inA ? _imA : _imB);
        ref float w = ref MemoryMarshal.GetArrayDataReference(_lastTwiddles);
        bool toTime = Unsafe.IsNullRef(ref outRe);
        for (int k = 0; k < m; k += 8)
        {
            Tile(ref Unsafe.Add(ref xr, 8 * k), out var r0, out var r1, out var r2, out var r3, out var r4, out var r5, out var r6, out var r7);
            Tile(ref Unsafe.Add(ref xi, 8 * k), out var i0, out var i1, out var i2, out var i3, out var i4, out var i5, out var i6, out var i7);
            ref float wk = ref Unsafe.Add(ref w, 14 * k);
            (r1, i1) = Turn(r1, i1, ref wk, 0);
            (r2, i2) = Turn(r2, i2, ref wk, 16);
            (r3, i3) = Turn(r3, i3, ref wk, 32);
            (r4, i4) = Turn(r4, i4, ref wk, 48);
            (r5, i5) = Turn(r5, i5, ref wk, 64);
            (r6, i6) = Turn(r6, i6, ref wk, 80);
            (r7, i7) = Turn(r7, i7, ref wk, 96);

            // Radix 8: even and odd signals by radix 4, then eighths of a turn.
            (var a0r, var a0i, var a1r, var a1i) = (r0 + r4, i0 + i4, r0 - r4, i0 - i4);
            (var a2r, var a2i, var a3r, var a3i) = (r2 + r6, i2 + i6, r2 - r6, i2 - i6);
            (var e0r, var e0i, var e2r, var e2i) = (a0r + a2r, a0i + a2i, a0r - a2r, a0i - a2i);
            (var e1r, var e1i, var e3r, var e3i) = (a1r + a3i, a1i - a3r, a1r - a3i, a1i + a3r);
            (var b0r, var b0i, var b1r, var b1i) = (r1 + r5, i1 + i5, r1 - r5, i1 - i5);
            (var b2r, var b2i, var b3r, var b3i) = (r3 + r7, i3 + i7, r3 - r7, i3 - i7);
            (var o0r, var o0i, var o2r, var o2i) = (b0r + b2r, b0i + b2i, b0i - b2i, b2r - b0r);
            (var p1r, var p1i, var p3r, var p3i) = (b1r + b3i, b1i - b3r, b1r - b3i, b1i + b3r);
            (var o1r, var o1i) = ((p1r + p1i) * SqrtHalf, (p1i - p1r) * SqrtHalf);
            (var o3r, var o3i) = ((p3i - p3r) * SqrtHalf, (p3r + p3i) * -SqrtHalf);
            if (toTime)
            {
                Join(e0r + o0r, e0i + o0i, ref time, k);
                Join(e1r + o1r, e1i + o1i, ref time, k + m);
                Join(e2r + o2r, e2i + o2i, ref time, k + (2 * m));
                Join(e3r + o3r, e3i + o3i, ref time, k + (3 * m));
                Join(e0r - o0r, e0i - o0i, ref time, k + (4 * m));
                Join(e1r - o1r, e1i - o1i, ref time, k + (5 * m));
                Join(e2r - o2r, e2i - o2i, ref time, k + (6 * m));
                Join(e3r - o3r, e3i - o3i, ref time, k + (7 * m));
            }
            else
            {
                StorePair(e0r + o0r, e0i + o0i, ref outRe, ref outIm, k);
                StorePair(e1r + o1r, e1i + o1i, ref outRe, ref outIm, k + m);
                StorePair(e2r + o2r, e2i + o2i, ref outRe, ref outIm, k + (2 * m));
                StorePair(e3r + o3r, e3i + o3i, ref outRe, ref outIm, k + (3 * m));
                StorePair(e0r - o0r, e0i - o0i, ref outRe, ref outIm, k + (4 * m));
                StorePair(e1r - o1r, e1i - o1i, ref outRe, ref outIm, k + (5 * m));
                StorePair(e2r - o2r, e2i - o2i, ref outRe, ref outIm, k + (6 * m));
                StorePair(e3r - o3r, e3i - o3i, ref outRe, ref outIm, k + (7 * m));
            }
        }
    }
}
