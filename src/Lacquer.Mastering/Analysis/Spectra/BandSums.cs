using System.Numerics;

namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Sums the power of a spectrum's bins between frequencies; a bin that an edge cuts counts in part.</summary>
internal sealed class BandSums
{
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly float[] _firstWeight;
    private readonly float[] _lastWeight;

    /// <param name="lowHz">Lower edge of each band, in Hz.</param>
    /// <param name="highHz">Upper edge of each band, in Hz; what lies above half the rate is empty.</param>
    /// <param name="sampleRateHz">Rate of the signal.</param>
    /// <param name="size">Length of the transform; the spectrum has half as many bins, plus one.</param>
    public BandSums(ReadOnlySpan<double> lowHz, ReadOnlySpan<double> highHz, int sampleRateHz, int size)
    {
        int count = lowHz.Length;
        _first = new int[count];
        _last = new int[count];
        _firstWeight = new float[count];
        _lastWeight = new float[count];
        double binHz = (double)sampleRateHz / size;
        int bins = (size / 2) + 1;
        for (int b = 0; b < count; b++)
        {
            // Bin k stands for the frequencies from k − ½ to k + ½.
            double low = Math.Max(0, (lowHz[b] / binHz) + 0.5);
            double high = Math.Min(bins, (highHz[b] / binHz) + 0.5);
            _first[b] = (int)low;
            _last[b] = high > low ? Math.Min((int)high, bins - 1) : -1;
            _firstWeight[b] = (float)(1 - (low - _first[b]));
            _lastWeight[b] = (float)(high - _last[b]);
            if (_first[b] == _last[b])
            {
                _firstWeight[b] = (float)(high - low);
            }
        }
    }

    public int Count => _first.Length;

    /// <summary>Power in one band.</summary>
    /// <param name="band">Index of the band.</param>
    /// <param name="power">Power per bin.</param>
    public float Sum(int band, ReadOnlySpan<float> power)
    {
        int first = _first[band];
        int last = _last[band];
        if (last < first)
        {
            return 0;
        }

        float sum = power[first] * _firstWeight[band];
        return last == first ? sum : sum + (power[last] * _lastWeight[band]) + Sum(power[(first + 1)..last]);
    }

    /// <summary>Sum of all values.</summary>
    public static float Sum(ReadOnlySpan<float> values)
    {
        float sum = 0;
        int i = 0;
        if (values.Length >= Vector<float>.Count)
        {
            Vector<float> sums = Vector<float>.Zero;
            for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                sums += new Vector<float>(values[i..]);
            }

            sum = Vector.Sum(sums);
        }

        for (; i < values.Length; i++)
        {
            sum += values[i];
        }

        return sum;
    }
}
