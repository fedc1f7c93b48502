using Lacquer.Dsp.Standards;
using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Tests.Analysis;

/// <summary>Third octaves of IEC 61260-1 as the analysis sums them from a spectrum's bins.</summary>
public sealed class BandSumsTests
{
    private const int Count = Iec61260.ThirdOctaveCount;
    private const double Tolerance = 1e-4; // single precision over tens of thousands of bins

    [Theory]
    [InlineData(44_100, 4_096)]
    [InlineData(44_100, 65_536)]
    [InlineData(96_000, 8_192)]
    [InlineData(384_000, 4_096)]
    public void A_flat_spectrum_gives_each_band_its_width(int sampleRateHz, int size)
    {
        BandSums bands = ThirdOctaves(sampleRateHz, size);
        float[] flat = new float[(size / 2) + 1];
        Array.Fill(flat, 1);
        double binHz = (double)sampleRateHz / size;
        double topHz = 0.5 * (sampleRateHz + binHz); // the bin at half the rate counts whole
        for (int band = 0; band < Count; band++)
        {
            double width = (Math.Min(Iec61260.UpperEdgeHz(band), topHz) - Iec61260.LowerEdgeHz(band)) / binHz;
            Assert.Equal(width, bands.Sum(band, flat), Tolerance * Math.Max(1, width));
        }
    }

    [Fact]
    public void Every_bin_is_handed_out_once()
    {
        const int Size = 16_384;
        BandSums bands = ThirdOctaves(48_000, Size);
        int low = (int)Math.Ceiling((Iec61260.LowerEdgeHz(0) * Size / 48_000) + 0.5);
        int high = (int)Math.Floor((Iec61260.UpperEdgeHz(Count - 1) * Size / 48_000) - 0.5);
        float[] lone = new float[(Size / 2) + 1];
        for (int bin = low; bin <= high; bin++)
        {
            lone[bin] = 1;
            Assert.Equal(1, Enumerable.Range(0, Count).Sum(band => (double)bands.Sum(band, lone)), Tolerance);
            lone[bin] = 0;
        }
    }

    [Fact]
    public void Bands_above_half_the_rate_are_empty()
    {
        BandSums bands = ThirdOctaves(8_000, 1_024);
        float[] flat = new float[513];
        Array.Fill(flat, 1);
        Assert.Equal(0, bands.Sum(24, flat)); // 5 kHz
        Assert.True(bands.Sum(22, flat) > 0); // 3.15 kHz
    }

    private static BandSums ThirdOctaves(int sampleRateHz, int size)
    {
        double[] low = [.. Enumerable.Range(0, Count).Select(Iec61260.LowerEdgeHz)];
        double[] high = [.. Enumerable.Range(0, Count).Select(Iec61260.UpperEdgeHz)];
        return new BandSums(low, high, sampleRateHz, size);
    }
}
