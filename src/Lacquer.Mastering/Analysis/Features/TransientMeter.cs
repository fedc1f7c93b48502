using System.Numerics;
using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Features;

/// <summary>How far the loudest moment of a frame stands above its mean, per group of bands.</summary>
/// <remarks>
/// Sixteen short spectra to a frame, of an eighth of its length, overlapping by half; each new frame adds eight. Both parts
/// of the ratio pass the same equaliser, so it hardly changes the number.
/// </remarks>
internal sealed class TransientMeter
{
    private const int PerHop = 8;
    private const float Least = 1e-12f;

    private readonly RealFft _fft;
    private readonly BandSums _groups;
    private readonly float[] _window;
    private readonly float[] _time;
    private readonly float[] _re;
    private readonly float[] _im;
    private readonly float[] _power;
    private readonly float[] _before;
    private readonly float[] _now;

    public TransientMeter(int sampleRateHz, int frameSize, double[] lowHz, double[] highHz)
    {
        int size = frameSize / PerHop;
        _fft = new RealFft(size);
        _groups = new BandSums(lowHz, highHz, sampleRateHz, size);
        _time = new float[size];
        _window = new float[size];
        for (int n = 0; n < size; n++)
        {
            _window[n] = (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * (n + 0.5) / size)));
        }

        (_re, _im, _power) = (new float[_fft.Bins], new float[_fft.Bins], new float[_fft.Bins]);
        _before = new float[PerHop * lowHz.Length];
        _now = new float[PerHop * lowHz.Length];
    }

    /// <summary>Takes the next frame; the one before overlapped it by half.</summary>
    /// <param name="frame">Samples of the whole frame, shorter only at the end of a short stream.</param>
    /// <param name="ratioDb">Receives peak over mean, in dB, per group.</param>
    public void Measure(ReadOnlySpan<float> frame, Span<float> ratioDb)
    {
        _now.CopyTo(_before, 0);
        int size = _time.Length;
        int hop = size / 2;
        for (int i = 0; i < PerHop; i++)
        {
            int end = frame.Length - ((PerHop - 1 - i) * hop);
            Spectrum(frame[Math.Clamp(end - size, 0, frame.Length)..Math.Clamp(end, 0, frame.Length)]);
            for (int g = 0; g < ratioDb.Length; g++)
            {
                _now[(g * PerHop) + i] = _groups.Sum(g, _power);
            }
        }

        for (int g = 0; g < ratioDb.Length; g++)
        {
            float sum = 0;
            float peak = 0;
            for (int i = g * PerHop; i < (g + 1) * PerHop; i++)
            {
                sum += _before[i] + _now[i];
                peak = Math.Max(peak, Math.Max(_before[i], _now[i]));
            }

            ratioDb[g] = 10 * MathF.Log10((peak + Least) / ((sum / (2 * PerHop)) + Least));
        }
    }

    private void Spectrum(ReadOnlySpan<float> samples)
    {
        Array.Clear(_time);
        for (int n = 0; n < samples.Length; n++)
        {
            _time[n] = samples[n] * _window[n];
        }

        _fft.Forward(_time, _re, _im);
        int k = 0;
        for (; k <= _power.Length - Vector<float>.Count; k += Vector<float>.Count)
        {
            var re = new Vector<float>(_re, k);
            var im = new Vector<float>(_im, k);
            ((re * re) + (im * im)).CopyTo(_power, k);
        }

        for (; k < _power.Length; k++)
        {
            _power[k] = (_re[k] * _re[k]) + (_im[k] * _im[k]);
        }
    }
}
