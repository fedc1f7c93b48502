using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Standards;

namespace Lacquer.Dsp.Tests.Metering;

public sealed class ThirdOctaveBandsTests
{
    [Fact]
    public void Midbands_are_the_base_ten_values_near_their_nominal_names()
    {
        Assert.Equal(31, Iec61260.NominalHz.Length);
        Assert.Equal(1_000, Iec61260.MidbandHz(17), 1e-9);
        Assert.Equal(19.9526, Iec61260.MidbandHz(0), 1e-4); // IEC 61260-1, Table E.1
        Assert.Equal(19_952.6, Iec61260.MidbandHz(30), 0.1);
        for (int band = 0; band < 31; band++)
        {
            Assert.InRange(Iec61260.MidbandHz(band) / Iec61260.NominalHz[band], 0.98, 1.02);
        }
    }

    [Fact]
    public void Bands_join_without_gap()
    {
        for (int band = 1; band < 31; band++)
        {
            Assert.Equal(Iec61260.UpperEdgeHz(band - 1), Iec61260.LowerEdgeHz(band), 1e-9 * Iec61260.LowerEdgeHz(band));
        }
    }

    [Theory]
    [InlineData(44_100, 4_096)]
    [InlineData(44_100, 65_536)]
    [InlineData(96_000, 8_192)]
    [InlineData(384_000, 4_096)]
    public void A_flat_spectrum_gives_each_band_its_width(int sampleRateHz, int fftLength)
    {
        var bands = new ThirdOctaveBands(sampleRateHz, fftLength);
        double[] flat = new double[bands.BinCount];
        Array.Fill(flat, 1);
        double[] powers = new double[ThirdOctaveBands.Count];
        bands.Sum(flat, powers);
        double binHz = (double)sampleRateHz / fftLength;
        for (int band = 0; band < powers.Length; band++)
        {
            double width = (Math.Min(Iec61260.UpperEdgeHz(band), sampleRateHz / 2.0) - Iec61260.LowerEdgeHz(band)) / binHz;
            Assert.Equal(width, powers[band], 1e-9 * width);
        }
    }

    [Fact]
    public void Every_bin_is_handed_out_once()
    {
        var bands = new ThirdOctaveBands(48_000, 16_384);
        double[] shares = new double[bands.BinCount];
        for (int band = 0; band < ThirdOctaveBands.Count; band++)
        {
            ReadOnlySpan<double> weights = bands.Weights(band);
            for (int i = 0; i < weights.Length; i++)
            {
                shares[bands.FirstBin(band) + i] += weights[i];
            }
        }

        int low = (int)Math.Ceiling((Iec61260.LowerEdgeHz(0) * 16_384 / 48_000) + 0.5);
        int high = (int)Math.Floor((Iec61260.UpperEdgeHz(30) * 16_384 / 48_000) - 0.5);
        for (int bin = low; bin <= high; bin++)
        {
            Assert.Equal(1, shares[bin], 1e-9);
        }
    }

    [Fact]
    public void Bands_above_half_the_rate_are_empty()
    {
        var bands = new ThirdOctaveBands(8_000, 1_024);
        float[] flat = new float[bands.BinCount];
        Array.Fill(flat, 1f);
        double[] powers = new double[ThirdOctaveBands.Count];
        bands.Sum(flat, powers);
        Assert.Equal(0, powers[24]); // 5 kHz
        Assert.True(powers[22] > 0); // 3.15 kHz
    }
}
