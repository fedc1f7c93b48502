namespace Lacquer.Dsp.Spectral;

/// <summary>
/// Levels of the four dynamics bands in one frame of a short-time spectrum. The analyser and the band dynamics both read
/// them here, so that thresholds mean the same on both sides.
/// </summary>
/// <remarks>
/// The power is that of mid and side together, |M|² + |S|² = (|L|² + |R|²) / 2. A full-scale sine in both channels reads
/// 0 dBFS, in one channel alone −3 dBFS. The window and its zero-padding are calibrated out.
/// </remarks>
public sealed class BandLevels
{
    /// <summary>Edges between the bands, in Hz.</summary>
    public static readonly double[] EdgesHz = [120, 600, 4_000];

    /// <summary>Number of bands.</summary>
    public const int Count = 4;

    /// <summary>The harsh region, in Hz, from <see cref="HarshLowHz"/> to <see cref="HarshHighHz"/>.</summary>
    public const double HarshLowHz = 2_000;

    /// <summary>Upper end of the harsh region, in Hz.</summary>
    public const double HarshHighHz = 6_000;

    private readonly int[] _starts = new int[Count + 1];
    private readonly int _harshStart;
    private readonly int _harshEnd;
    private readonly double _scale;

    /// <summary>Prepares for one kind of frame.</summary>
    /// <param name="sampleRateHz">Frames per second.</param>
    /// <param name="fftSize">Size of the real transform, zero-padding included.</param>
    /// <param name="windowEnergy">Sum of the squared window; 3/8 of its length for Hann.</param>
    public BandLevels(int sampleRateHz, int fftSize, double windowEnergy)
    {
        int bins = (fftSize / 2) + 1;
        for (int b = 0; b < EdgesHz.Length; b++)
        {
            _starts[b + 1] = BinAt(EdgesHz[b], sampleRateHz, fftSize);
        }

        _starts[Count] = bins;
        _harshStart = BinAt(HarshLowHz, sampleRateHz, fftSize);
        _harshEnd = BinAt(HarshHighHz, sampleRateHz, fftSize);

        // Parseval with one half of the spectrum: a mean square of Σ 2|X|² / (size · windowEnergy); a full-scale sine has ½.
        _scale = 4.0 / (fftSize * windowEnergy);
    }

    /// <summary>Levels of one frame.</summary>
    /// <param name="power">|M|² + |S|² per frequency of an unscaled transform, 0 to Nyquist.</param>
    /// <param name="levelsDbfs">Receives four levels in dBFS, low to high; −∞ for silence or a band above Nyquist.</param>
    public void Measure(ReadOnlySpan<float> power, Span<double> levelsDbfs)
    {
        for (int b = 0; b < Count; b++)
        {
            levelsDbfs[b] = 10 * Math.Log10(BandPower(power, b));
        }
    }

    /// <summary>Level of all bands together, in dBFS; −∞ for silence.</summary>
    /// <param name="power">As for <see cref="Measure"/>.</param>
    public double BroadbandDbfs(ReadOnlySpan<float> power) => 10 * Math.Log10(_scale * Sum(power, 0, _starts[Count]));

    /// <summary>Level of 2 to 6 kHz against all bands together, in dB, ≤ 0; NaN for silence.</summary>
    /// <param name="power">As for <see cref="Measure"/>.</param>
    public double HarshnessDb(ReadOnlySpan<float> power) =>
        10 * Math.Log10(Sum(power, _harshStart, _harshEnd) / Sum(power, 0, _starts[Count]));

    /// <summary>From the sum of an unscaled power spectrum to power; 1 for a full-scale sine.</summary>
    internal double Scale => _scale;

    /// <summary>Power of one band; 1 for a full-scale sine.</summary>
    internal double BandPower(ReadOnlySpan<float> power, int band) => _scale * Sum(power, _starts[band], _starts[band + 1]);

    /// <summary>Power of the harsh region; 1 for a full-scale sine.</summary>
    internal double HarshPower(ReadOnlySpan<float> power) => _scale * Sum(power, _harshStart, _harshEnd);

    /// <summary>Sum of a range, in four strands that do not wait for each other.</summary>
    internal static double Sum(ReadOnlySpan<float> values, int start, int end)
    {
        ReadOnlySpan<float> part = values[start..end];
        (double a, double b, double c, double d) = (0.0, 0.0, 0.0, 0.0);
        int i = 0;
        for (; i + 4 <= part.Length; i += 4)
        {
            a += part[i];
            b += part[i + 1];
            c += part[i + 2];
            d += part[i + 3];
        }

        for (; i < part.Length; i++)
        {
            a += part[i];
        }

        return (a + b) + (c + d);
    }

    private static int BinAt(double frequencyHz, int sampleRateHz, int fftSize) =>
        Math.Min((fftSize / 2) + 1, (int)Math.Ceiling(frequencyHz * fftSize / sampleRateHz));
}
