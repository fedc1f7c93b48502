using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Lacquer.TestKit;

/// <summary>Power spectrum of a steady tone that fits the window a whole number of times; no window function is needed.</summary>
public sealed class ToneSpectrum
{
    private readonly double[] _power;
    private readonly int _bin;

    /// <summary>Transforms.</summary>
    /// <param name="samples">The steady part; its length holds a whole number of periods.</param>
    /// <param name="periods">How many.</param>
    public ToneSpectrum(ReadOnlySpan<float> samples, int periods)
    {
        var spectrum = new Complex[samples.Length];
        for (int n = 0; n < samples.Length; n++)
        {
            spectrum[n] = samples[n];
        }

        Fourier.Forward(spectrum, FourierOptions.AsymmetricScaling);
        _power = new double[(samples.Length / 2) + 1];
        for (int k = 0; k < _power.Length; k++)
        {
            double magnitude = spectrum[k].Magnitude / samples.Length * (k == 0 ? 1 : 2);
            _power[k] = magnitude * magnitude;
        }

        _bin = periods;
    }

    /// <summary>A frequency that fits <paramref name="length"/> samples a whole number of times, close to the one wanted.</summary>
    /// <returns>The number of periods; odd, so that few harmonics share a bin after folding.</returns>
    public static int Periods(double frequencyHz, int sampleRateHz, int length) => (2 * (int)Math.Round(frequencyHz * length / sampleRateHz / 2)) + 1;

    /// <summary>Peak level of the fundamental, in dB.</summary>
    public double FundamentalDb => 10 * Math.Log10(_power[_bin]);

    /// <summary>Constant part, in dB.</summary>
    public double DcDb => 10 * Math.Log10(_power[0] + 1e-40);

    /// <summary>Level of one harmonic against the fundamental, in dB; it must lie below half the rate.</summary>
    public double HarmonicDb(int order) => 10 * Math.Log10((_power[order * _bin] + 1e-40) / _power[_bin]);

    /// <summary>All true harmonics together against the fundamental, in dB.</summary>
    public double TotalHarmonicDistortionDb => 10 * Math.Log10((Sum(harmonics: true) + 1e-40) / _power[_bin]);

    /// <summary>Everything that is no harmonic (folded products, noise) against the fundamental, in dB, up to a bound.</summary>
    /// <param name="highestShare">Bound as a share of half the rate.</param>
    public double InharmonicDb(double highestShare = 1) => 10 * Math.Log10((Sum(harmonics: false, highestShare) + 1e-40) / _power[_bin]);

    private double Sum(bool harmonics, double highestShare = 1)
    {
        double sum = 0;
        for (int k = 1; k < _power.Length * highestShare; k++)
        {
            bool isHarmonic = k % _bin == 0;
            sum += k != _bin && isHarmonic == harmonics ? _power[k] : 0;
        }

        return sum;
    }
}
