using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Features;

/// <summary>The numbers of one frame, from its spectra.</summary>
internal sealed class FrameFeatures
{
    private const float FloorPower = 1e-12f; // FeatureLayout.FloorDb

    private readonly BandSums _bands;
    private readonly TransientMeter _transients;
    private readonly int[] _groupStart;

    public FrameFeatures(int sampleRateHz, int frameSize)
    {
        double[] edges = ErbScale.EdgesHz(FeatureLayout.LowHz, FeatureLayout.HighHz, FeatureLayout.Bands);
        _bands = new BandSums(edges.AsSpan(0, FeatureLayout.Bands), edges.AsSpan(1), sampleRateHz, frameSize);
        double[] groups = ErbScale.EdgesHz(FeatureLayout.LowHz, FeatureLayout.HighHz, FeatureLayout.Groups);
        _transients = new TransientMeter(sampleRateHz, frameSize, groups[..^1], groups[1..]);
        _groupStart = Array.ConvertAll(groups, hz => Math.Min((frameSize / 2) + 1, (int)Math.Round(hz * frameSize / sampleRateHz, MidpointRounding.AwayFromZero)));
    }

    /// <summary>Measures a frame.</summary>
    /// <param name="powers">Its spectra.</param>
    /// <param name="mid">Its samples.</param>
    /// <param name="values">Receives <see cref="FeatureLayout.FrameValues"/> numbers.</param>
    public void Measure(FramePowers powers, ReadOnlySpan<float> mid, Span<float> values)
    {
        for (int b = 0; b < FeatureLayout.Bands; b++)
        {
            values[FeatureLayout.MidAt + b] = Db(_bands.Sum(b, powers.Mid));
            values[FeatureLayout.SideAt + b] = Db(_bands.Sum(b, powers.Side));
        }

        _transients.Measure(mid, values.Slice(FeatureLayout.TransientAt, FeatureLayout.Groups));
        for (int g = 0; g < FeatureLayout.Groups; g++)
        {
            (int start, int end) = (_groupStart[g], _groupStart[g + 1]);
            values[FeatureLayout.CorrelationAt + g] = end > start ? Correlation(powers, start, end - start) : 1;
            values[FeatureLayout.TonalityAt + g] = end > start ? Tonality(powers.Mid.AsSpan(start, end - start)) : 0;
        }
    }

    private static float Db(float power) => 10 * MathF.Log10(power + FloorPower);

    /// <summary>Correlation of the channels: with M and S the powers of mid and side and C their cross term, L·R = M − S, L² = M + S + 2C, R² = M + S − 2C.</summary>
    private static float Correlation(FramePowers powers, int start, int count)
    {
        float m = BandSums.Sum(powers.Mid.AsSpan(start, count));
        float s = BandSums.Sum(powers.Side.AsSpan(start, count));
        float c = BandSums.Sum(powers.Cross.AsSpan(start, count));
        float product = MathF.Sqrt(Math.Max(0, (m + s + (2 * c)) * (m + s - (2 * c))));
        return product > FloorPower ? Math.Clamp((m - s) / product, -1, 1) : 1;
    }

    /// <summary>The strongest bin over the mean bin, in dB: high for sustained notes, low for noise.</summary>
    private static float Tonality(ReadOnlySpan<float> power)
    {
        float peak = 0;
        foreach (float p in power)
        {
            peak = Math.Max(peak, p);
        }

        return 10 * MathF.Log10((peak + FloorPower) / ((BandSums.Sum(power) / power.Length) + FloorPower));
    }
}
