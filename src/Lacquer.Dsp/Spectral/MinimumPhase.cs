using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lacquer.Dsp.Spectral;

/// <summary>Designs the impulse response with a wanted gain and the least delay: nothing sounds before an attack.</summary>
/// <remarks>
/// Real cepstrum: the logarithm of the gain is made causal in the quefrency domain (Oppenheim and Schafer, "Discrete-Time
/// Signal Processing", section 13.5.4). Aliasing of the cepstrum falls with the size; choose several times the response.
/// </remarks>
internal sealed class MinimumPhase
{
    private readonly RealFft _fft;
    private readonly float[] _re;
    private readonly float[] _im;
    private readonly float[] _cepstrum;

    /// <param name="size">Points of the transform, a power of two.</param>
    public MinimumPhase(int size)
    {
        _fft = new RealFft(size);
        int padded = (size / 2) + Vector256<float>.Count; // whole vectors over all frequencies
        (_re, _im, _cepstrum) = (new float[padded], new float[padded], new float[size]);
    }

    /// <summary>Number of frequencies that <see cref="LogGain"/> covers, 0 to Nyquist.</summary>
    public int Bins => _fft.Bins;

    /// <summary>The wanted gain per frequency as a natural logarithm; written by the caller, overwritten by <see cref="Design"/>.</summary>
    public Span<float> LogGain => _re.AsSpan(0, _fft.Bins);

    /// <summary>Turns the gain into an impulse response.</summary>
    /// <returns>As many taps as the transform has points; valid until the next call.</returns>
    public ReadOnlySpan<float> Design()
    {
        _re.AsSpan(_fft.Bins).Clear();
        Array.Clear(_im);
        _fft.Inverse(_re, _im, _cepstrum);
        int half = _cepstrum.Length / 2;
        foreach (ref float c in _cepstrum.AsSpan(1, half - 1))
        {
            c *= 2;
        }

        Array.Clear(_cepstrum, half + 1, half - 1);
        _fft.Forward(_cepstrum, _re, _im);
        Span<Vector256<float>> re = MemoryMarshal.Cast<float, Vector256<float>>(_re.AsSpan());
        Span<Vector256<float>> im = MemoryMarshal.Cast<float, Vector256<float>>(_im.AsSpan());
        for (int k = 0; k < re.Length; k++)
        {
            Vector256<float> gain = Vector256.Exp(re[k]);
            (Vector256<float> sin, Vector256<float> cos) = Vector256.SinCos(im[k]);
            re[k] = gain * cos;
            im[k] = gain * sin;
        }

        _fft.Inverse(_re, _im, _cepstrum);
        return _cepstrum;
    }
}
