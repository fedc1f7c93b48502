using System.Numerics;

namespace Lacquer.Mastering.Analysis.Style;

/// <summary>Where the magnitudes of a spectrum lie: centroid, bandwidth and roll-off, in Hz.</summary>
/// <remarks>As librosa.feature's spectral_centroid, spectral_bandwidth (p = 2) and spectral_rolloff (0.85). All zero for silence.</remarks>
internal sealed class SpectrumShape
{
    private const float RollOffShare = 0.85f;

    private readonly float[] _hz;

    public SpectrumShape(int sampleRateHz, int fftSize)
    {
        _hz = new float[(fftSize / 2) + 1];
        for (int k = 0; k < _hz.Length; k++)
        {
            _hz[k] = (float)((double)k * sampleRateHz / fftSize);
        }
    }

    /// <summary>Reads one spectrum.</summary>
    /// <param name="magnitude">Magnitudes, 0 to half the rate.</param>
    public (double CentroidHz, double BandwidthHz, double RollOffHz) Measure(ReadOnlySpan<float> magnitude)
    {
        (float sum, float first) = Moments(magnitude);
        if (!(sum > 0))
        {
            return (0, 0, 0);
        }

        float centroid = first / sum;
        return (centroid, Math.Sqrt(Spread(magnitude, centroid) / sum), RollOff(magnitude, sum));
    }

    private (float Sum, float First) Moments(ReadOnlySpan<float> magnitude)
    {
        (Vector<float> sums, Vector<float> firsts) = (default, default);
        int k = 0;
        for (; k <= magnitude.Length - Vector<float>.Count; k += Vector<float>.Count)
        {
            var m = new Vector<float>(magnitude[k..]);
            sums += m;
            firsts += m * new Vector<float>(_hz, k);
        }

        float sum = Vector.Sum(sums);
        float first = Vector.Sum(firsts);
        for (; k < magnitude.Length; k++)
        {
            sum += magnitude[k];
            first += magnitude[k] * _hz[k];
        }

        return (sum, first);
    }

    private float Spread(ReadOnlySpan<float> magnitude, float centroid)
    {
        Vector<float> sums = default;
        var centre = new Vector<float>(centroid);
        int k = 0;
        for (; k <= magnitude.Length - Vector<float>.Count; k += Vector<float>.Count)
        {
            Vector<float> away = new Vector<float>(_hz, k) - centre;
            sums += new Vector<float>(magnitude[k..]) * away * away;
        }

        float sum = Vector.Sum(sums);
        for (; k < magnitude.Length; k++)
        {
            float away = _hz[k] - centroid;
            sum += magnitude[k] * away * away;
        }

        return sum;
    }

    /// <summary>The lowest frequency up to which the share lies; whole vectors first, then bin by bin.</summary>
    private float RollOff(ReadOnlySpan<float> magnitude, float total)
    {
        float wanted = RollOffShare * total;
        float sum = 0;
        int k = 0;
        for (; k <= magnitude.Length - Vector<float>.Count; k += Vector<float>.Count)
        {
            float next = sum + Vector.Sum(new Vector<float>(magnitude[k..]));
            if (next >= wanted)
            {
                break;
            }

            sum = next;
        }

        for (; k < magnitude.Length - 1; k++)
        {
            sum += magnitude[k];
            if (sum >= wanted)
            {
                break;
            }
        }

        return _hz[k];
    }
}
