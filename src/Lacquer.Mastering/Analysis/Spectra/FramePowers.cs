using System.Numerics;

using Lacquer.Dsp.Spectral;

namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Power spectra of one frame: mid, side, their sum and their cross term.</summary>
/// <remarks>
/// Hann window. Scaled so that the bins of a full-scale sine in both channels add up to 1, which is 0 dBFS; by Parseval
/// the factor is 4 / (size · Σw²), counting the mirrored half. Mid is (L+R)/2 and side (L−R)/2, so with mid and side powers
/// M and S and the real cross term C the channels have L² = M + S + 2C and R² = M + S − 2C, and their product is M − S.
/// </remarks>
internal sealed class FramePowers
{
    private readonly RealFft _fft;
    private readonly float[] _window;
    private readonly float[] _windowed;
    private readonly float _scale;
    private readonly bool _stereo;

    public FramePowers(int size, bool stereo)
    {
        _fft = new RealFft(size);
        _stereo = stereo;
        _windowed = new float[size];
        _window = Hann(size);
        int bins = _fft.Bins;
        (MidRe, MidIm, SideRe, SideIm) = (new float[bins], new float[bins], new float[bins], new float[bins]);
        (Mid, Side, Total, Cross) = (new float[bins], new float[bins], new float[bins], new float[bins]);
        _scale = Scale(_window, size);
    }

    public int Bins => _fft.Bins;

    /// <summary>Spectrum of mid, real part, unscaled.</summary>
    public float[] MidRe { get; }

    /// <summary>Spectrum of mid, imaginary part, unscaled.</summary>
    public float[] MidIm { get; }

    /// <summary>Spectrum of side, real part, unscaled.</summary>
    public float[] SideRe { get; }

    /// <summary>Spectrum of side, imaginary part, unscaled.</summary>
    public float[] SideIm { get; }

    /// <summary>Power of mid per bin.</summary>
    public float[] Mid { get; }

    /// <summary>Power of side per bin; zero for mono.</summary>
    public float[] Side { get; }

    /// <summary>Power of mid and side per bin.</summary>
    public float[] Total { get; }

    /// <summary>Real part of mid times conjugate side per bin, in the same scale.</summary>
    public float[] Cross { get; }

    public RealFft Fft => _fft;

    public ReadOnlySpan<float> Window => _window;

    /// <summary>Takes one frame; a frame shorter than the transform gets a window of its own length.</summary>
    public void Compute(ReadOnlySpan<float> mid, ReadOnlySpan<float> side)
    {
        bool whole = mid.Length == _window.Length;
        float[] window = whole ? _window : Hann(mid.Length);
        float scale = whole ? _scale : Scale(window, _window.Length);
        Transform(mid, window, MidRe, MidIm);
        if (_stereo)
        {
            Transform(side, window, SideRe, SideIm);
            StereoPowers(scale);
        }
        else
        {
            MonoPowers(scale);
        }
    }

    private static float[] Hann(int length)
    {
        var window = new float[length];
        for (int n = 0; n < length; n++)
        {
            window[n] = (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * n / length)));
        }

        return window;
    }

    private static float Scale(float[] window, int size)
    {
        double energy = 0;
        foreach (float w in window)
        {
            energy += (double)w * w;
        }

        return (float)(4 / (size * energy));
    }

    private void Transform(ReadOnlySpan<float> time, float[] window, float[] re, float[] im)
    {
        int n = 0;
        for (; n <= time.Length - Vector<float>.Count; n += Vector<float>.Count)
        {
            (new Vector<float>(time[n..]) * new Vector<float>(window, n)).CopyTo(_windowed, n);
        }

        for (; n < time.Length; n++)
        {
            _windowed[n] = time[n] * window[n];
        }

        _windowed.AsSpan(time.Length).Clear();
        _fft.Forward(_windowed, re, im);
    }

    private void MonoPowers(float scale)
    {
        for (int k = 0; k < Mid.Length; k++)
        {
            float power = scale * ((MidRe[k] * MidRe[k]) + (MidIm[k] * MidIm[k]));
            Mid[k] = power;
            Total[k] = power;
        }
    }

    private void StereoPowers(float scale)
    {
        int k = 0;
        for (; k <= Mid.Length - Vector<float>.Count; k += Vector<float>.Count)
        {
            var mr = new Vector<float>(MidRe, k);
            var mi = new Vector<float>(MidIm, k);
            var sr = new Vector<float>(SideRe, k);
            var si = new Vector<float>(SideIm, k);
            Vector<float> m = ((mr * mr) + (mi * mi)) * scale;
            Vector<float> s = ((sr * sr) + (si * si)) * scale;
            m.CopyTo(Mid, k);
            s.CopyTo(Side, k);
            (m + s).CopyTo(Total, k);
            (((mr * sr) + (mi * si)) * scale).CopyTo(Cross, k);
        }

        for (; k < Mid.Length; k++)
        {
            Mid[k] = scale * ((MidRe[k] * MidRe[k]) + (MidIm[k] * MidIm[k]));
            Side[k] = scale * ((SideRe[k] * SideRe[k]) + (SideIm[k] * SideIm[k]));
            Total[k] = Mid[k] + Side[k];
            Cross[k] = scale * ((MidRe[k] * SideRe[k]) + (MidIm[k] * SideIm[k]));
        }
    }
}
