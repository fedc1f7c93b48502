using System.Numerics;

namespace Lacquer.Dsp.Spectral;

/// <summary>Fourier transform of real signals, single precision, power-of-two sizes.</summary>
/// <remarks>
/// A complex transform of half the size (Stockham autosort, so nothing is bit-reversed) and one pass that separates the
/// spectra of the even and the odd samples. Real and imaginary parts lie in separate arrays: every lane of a vector does
/// the same work. Relative error about 1e-7 × log2(size). An instance owns scratch memory, so use one per thread; calls
/// allocate nothing.
/// </remarks>
public sealed partial class RealFft
{
    private readonly int _half;
    private readonly bool _simd;
    private readonly float[] _cosHalf;   // cos(2πk/half), k < half: twiddles of the complex transform
    private readonly float[] _sinHalf;
    private readonly float[] _cosFull;   // cos(2πk/size), k ≤ half: twiddles of the even/odd separation
    private readonly float[] _sinFull;
    private readonly float[] _reA;
    private readonly float[] _imA;
    private readonly float[] _reB;
    private readonly float[] _imB;

    /// <summary>Computes the tables for one size.</summary>
    /// <param name="size">Number of real samples: a power of two, 16 to 1 048 576.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not such a number.</exception>
    public RealFft(int size)
        : this(size, simd: true)
    {
    }

    internal RealFft(int size, bool simd)
    {
        if (size is < 16 or > (1 << 20) || !BitOperations.IsPow2(size))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "The size must be a power of two from 16 to 1048576.");
        }

        Size = size;
        _half = size / 2;
        _simd = simd && SimdSupported && _half >= SmallestSimdHalf;
        (_cosHalf, _sinHalf) = Circle(_half, _half);
        (_cosFull, _sinFull) = Circle(size, _half + 1);
        (_reA, _imA, _reB, _imB) = (new float[_half], new float[_half], new float[_half], new float[_half]);
        (_stageTwiddles, _lastTwiddles) = _simd ? SimdTables() : ([], []);
    }

    /// <summary>Number of real samples.</summary>
    public int Size { get; }

    /// <summary>Number of frequencies, 0 to Nyquist, both included: Size / 2 + 1.</summary>
    public int Bins => _half + 1;

    /// <summary>Spectrum of a real signal, unscaled: X[k] = Σ x[n] e^(−2πikn/size).</summary>
    /// <param name="time">Size samples; not changed.</param>
    /// <param name="re">Receives <see cref="Bins"/> real parts.</param>
    /// <param name="im">Receives <see cref="Bins"/> imaginary parts; 0 at both ends.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void Forward(ReadOnlySpan<float> time, Span<float> re, Span<float> im)
    {
        CheckLengths(time.Length, re.Length, im.Length);
        if (_simd)
        {
            ForwardSimd(time, re, im);
            return;
        }

        for (int k = 0; k < _half; k++)
        {
            (_reA[k], _imA[k]) = (time[2 * k], time[(2 * k) + 1]);
        }

        bool inA = ComplexForward();
        SeparateForward(inA ? _reA : _reB, inA ? _imA : _imB, re, im);
    }

    /// <summary>The signal of a spectrum; undoes <see cref="Forward"/> exactly but for rounding.</summary>
    /// <param name="re"><see cref="Bins"/> real parts; not changed.</param>
    /// <param name="im"><see cref="Bins"/> imaginary parts; those at both ends are taken as 0.</param>
    /// <param name="time">Receives Size samples.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void Inverse(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> time)
    {
        CheckLengths(time.Length, re.Length, im.Length);
        if (_simd)
        {
            InverseSimd(re, im, time);
            return;
        }

        // An inverse transform is a forward one with real and imaginary parts exchanged on both sides.
        CombineInverse(re, im, _imA, _reA);
        bool inA = ComplexForward();
        (float[] odd, float[] even) = inA ? (_reA, _imA) : (_reB, _imB);
        for (int k = 0; k < _half; k++)
        {
            time[2 * k] = even[k];
            time[(2 * k) + 1] = odd[k];
        }
    }

    private static (float[] Cos, float[] Sin) Circle(int period, int count)
    {
        (float[] cos, float[] sin) = (new float[count], new float[count]);
        for (int k = 0; k < count; k++)
        {
            // In units of π, so that quarter turns are exact.
            cos[k] = (float)double.CosPi(2.0 * k / period);
            sin[k] = (float)double.SinPi(2.0 * k / period);
        }

        return (cos, sin);
    }

    private void CheckLengths(int time, int re, int im)
    {
        if (time < Size || re <= _half || im <= _half)
        {
            throw new ArgumentException($"A transform of {Size} samples needs {Size} samples and {Bins} frequencies.", nameof(time));
        }
    }

    /// <summary>Transforms A in place (through B); radix 4, with one pass of radix 2 when log2 is odd.</summary>
    /// <returns>Whether the result is in A; otherwise it is in B.</returns>
    private bool ComplexForward()
    {
        (float[] xr, float[] xi, float[] yr, float[] yi) = (_reA, _imA, _reB, _imB);
        int n = _half;
        int s = 1;
        bool inA = true;
        while (n > 1)
        {
            if (n >= 4)
            {
                Radix4(xr, xi, yr, yi, n, s);
                (n, s) = (n / 4, s * 4);
            }
            else
            {
                Radix2(xr, xi, yr, yi, s);
                (n, s) = (1, s * 2);
            }

            (xr, xi, yr, yi) = (yr, yi, xr, xi);
            inA = !inA;
        }

        return inA;
    }

    private void Radix4(float[] xr, float[] xi, float[] yr, float[] yi, int n, int s)
    {
        int m = n / 4;
        int step = _half / n;
        for (int p = 0; p < m; p++)
        {
            (float c1, float s1) = (_cosHalf[p * step], _sinHalf[p * step]);
            (float c2, float s2) = (_cosHalf[2 * p * step], _sinHalf[2 * p * step]);
            (float c3, float s3) = (_cosHalf[3 * p * step], _sinHalf[3 * p * step]);
            for (int q = 0; q < s; q++)
            {
                int a = q + (s * p);
                (int b, int c, int d) = (a + (s * m), a + (2 * s * m), a + (3 * s * m));
                (float apcR, float apcI) = (xr[a] + xr[c], xi[a] + xi[c]);
                (float amcR, float amcI) = (xr[a] - xr[c], xi[a] - xi[c]);
                (float bpdR, float bpdI) = (xr[b] + xr[d], xi[b] + xi[d]);
                (float bmdR, float bmdI) = (xr[b] - xr[d], xi[b] - xi[d]);
                int y = q + (4 * s * p);
                yr[y] = apcR + bpdR;
                yi[y] = apcI + bpdI;
                (float tr, float ti) = (amcR + bmdI, amcI - bmdR);
                yr[y + s] = (c1 * tr) + (s1 * ti);
                yi[y + s] = (c1 * ti) - (s1 * tr);
                (tr, ti) = (apcR - bpdR, apcI - bpdI);
                yr[y + (2 * s)] = (c2 * tr) + (s2 * ti);
                yi[y + (2 * s)] = (c2 * ti) - (s2 * tr);
                (tr, ti) = (amcR - bmdI, amcI + bmdR);
                yr[y + (3 * s)] = (c3 * tr) + (s3 * ti);
                yi[y + (3 * s)] = (c3 * ti) - (s3 * tr);
            }
        }
    }

    private static void Radix2(float[] xr, float[] xi, float[] yr, float[] yi, int s)
    {
        for (int q = 0; q < s; q++)
        {
            (float ar, float ai, float br, float bi) = (xr[q], xi[q], xr[q + s], xi[q + s]);
            (yr[q], yi[q], yr[q + s], yi[q + s]) = (ar + br, ai + bi, ar - br, ai - bi);
        }
    }

    /// <summary>From the spectrum Z of (even + i·odd) to that of the real signal.</summary>
    private void SeparateForward(ReadOnlySpan<float> zr, ReadOnlySpan<float> zi, Span<float> re, Span<float> im)
    {
        (float z0r, float z0i) = (zr[0], zi[0]);
        for (int k = 1; k <= _half / 2; k++)
        {
            int j = _half - k;
            (float er, float ei) = (0.5f * (zr[k] + zr[j]), 0.5f * (zi[k] - zi[j]));
            (float or, float oi) = (0.5f * (zi[k] + zi[j]), 0.5f * (zr[j] - zr[k]));
            float tr = (_cosFull[k] * or) + (_sinFull[k] * oi);
            float ti = (_cosFull[k] * oi) - (_sinFull[k] * or);
            (re[k], im[k]) = (er + tr, ei + ti);
            (re[j], im[j]) = (er - tr, ti - ei);
        }

        (re[0], im[0]) = (z0r + z0i, 0);
        (re[_half], im[_half]) = (z0r - z0i, 0);
    }

    /// <summary>Undoes <see cref="SeparateForward"/> and divides by the number of points.</summary>
    private void CombineInverse(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> zr, Span<float> zi)
    {
        float scale = 0.5f / _half;
        zr[0] = scale * (re[0] + re[_half]);
        zi[0] = scale * (re[0] - re[_half]);
        for (int k = 1; k <= _half / 2; k++)
        {
            int j = _half - k;
            (float er, float ei) = (scale * (re[k] + re[j]), scale * (im[k] - im[j]));
            (float tr, float ti) = (scale * (re[k] - re[j]), scale * (im[k] + im[j]));
            float or = (_cosFull[k] * tr) - (_sinFull[k] * ti);
            float oi = (_cosFull[k] * ti) + (_sinFull[k] * tr);
            (zr[k], zi[k]) = (er - oi, ei + or);
            (zr[j], zi[j]) = (er + oi, or - ei);
        }
    }
}
