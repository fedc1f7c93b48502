using Lacquer.Dsp.Standards;

namespace Lacquer.Dsp.Metering;

/// <summary>Sums the bins of a spectrum to the 31 third-octave bands from 20 Hz to 20 kHz.</summary>
/// <remarks>
/// Bin k stands for the power from (k − ½) to (k + ½) bin widths; a band takes of each bin the share that lies between its
/// edges (IEC 61260-1), so neighbours share a bin without loss, and a band narrower than a bin takes its part of one.
/// </remarks>
public sealed class ThirdOctaveBands
{
    private readonly int[] _firstBin = new int[Iec61260.ThirdOctaveCount];
    private readonly double[][] _weights = new double[Iec61260.ThirdOctaveCount][];

    /// <summary>Maps bins to bands.</summary>
    /// <param name="sampleRateHz">Frames per second, 8 000 to 384 000.</param>
    /// <param name="fftLength">Length of the transform, 16 to 4 194 304; spectra have fftLength/2 + 1 bins.</param>
    /// <exception cref="ArgumentOutOfRangeException">Either lies outside its range.</exception>
    public ThirdOctaveBands(int sampleRateHz, int fftLength)
    {
        Require.InRange(sampleRateHz, 8_000, 384_000, nameof(sampleRateHz));
        BinCount = (Require.InRange(fftLength, 16, 1 << 22, nameof(fftLength)) / 2) + 1;
        double binHz = (double)sampleRateHz / fftLength;
        for (int band = 0; band < Count; band++)
        {
            double low = Iec61260.LowerEdgeHz(band) / binHz;
            double high = Math.Min(Iec61260.UpperEdgeHz(band) / binHz, (double)(BinCount - 1)); // half the sample rate
            int first = (int)Math.Floor(low + 0.5);
            int last = Math.Min((int)Math.Floor(high + 0.5), BinCount - 1);
            _firstBin[band] = Math.Min(first, BinCount - 1);
            _weights[band] = new double[high > low ? last - first + 1 : 0];
            for (int i = 0; i < _weights[band].Length; i++)
            {
                int bin = first + i;
                _weights[band][i] = Math.Max(0, Math.Min(high, bin + 0.5) - Math.Max(low, bin - 0.5));
            }
        }
    }

    /// <summary>Number of bands: 31.</summary>
    public static int Count => Iec61260.ThirdOctaveCount;

    /// <summary>Number of bins that a spectrum must have.</summary>
    public int BinCount { get; }

    /// <summary>First bin that a band takes from.</summary>
    public int FirstBin(int band) => _firstBin[band];

    /// <summary>Share of each bin from <see cref="FirstBin"/> on that belongs to the band, 0 to 1; empty above half the sample rate.</summary>
    public ReadOnlySpan<double> Weights(int band) => _weights[band];

    /// <summary>Sums a power spectrum to bands.</summary>
    /// <param name="binPowers">Power of each bin, linear; <see cref="BinCount"/> values.</param>
    /// <param name="bandPowers">Receives 31 powers, linear; 0 for a band above half the sample rate.</param>
    public void Sum(ReadOnlySpan<double> binPowers, Span<double> bandPowers)
    {
        for (int band = 0; band < Count; band++)
        {
            ReadOnlySpan<double> weights = _weights[band];
            ReadOnlySpan<double> bins = binPowers.Slice(_firstBin[band], weights.Length);
            double sum = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                sum += weights[i] * bins[i];
            }

            bandPowers[band] = sum;
        }
    }

    /// <inheritdoc cref="Sum(ReadOnlySpan{double}, Span{double})"/>
    public void Sum(ReadOnlySpan<float> binPowers, Span<double> bandPowers)
    {
        for (int band = 0; band < Count; band++)
        {
            ReadOnlySpan<double> weights = _weights[band];
            ReadOnlySpan<float> bins = binPowers.Slice(_firstBin[band], weights.Length);
            double sum = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                sum += weights[i] * bins[i];
            }

            bandPowers[band] = sum;
        }
    }
}
