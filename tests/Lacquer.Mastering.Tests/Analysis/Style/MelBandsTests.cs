using Lacquer.Mastering.Analysis.Style;

namespace Lacquer.Mastering.Tests.Analysis.Style;

public sealed class MelBandsTests
{
    private const int RateHz = 22_050;
    private const int Size = 2_048;

    [Fact]
    public void Each_band_is_a_triangle_between_its_neighbours_centres_of_one_over_its_width()
    {
        // Slaney's scale: 200/3 Hz a mel to 1 kHz, then 27 mels to a factor of 6.4.
        double[] edges = [.. Enumerable.Range(0, MelBands.Count + 2).Select(i => Hz(Mel(RateHz / 2.0) * i / (MelBands.Count + 1)))];
        var bands = new MelBands(RateHz, Size);
        var spectrum = new float[(Size / 2) + 1];
        var measured = new float[MelBands.Count];
        for (int k = 0; k < spectrum.Length; k++)
        {
            spectrum[k] = 1;
            bands.Measure(spectrum, measured);
            spectrum[k] = 0;
            double hz = (double)k * RateHz / Size;
            for (int b = 0; b < MelBands.Count; b++)
            {
                (double low, double centre, double high) = (edges[b], edges[b + 1], edges[b + 2]);
                double expected = Math.Max(0, Math.Min((hz - low) / (centre - low), (high - hz) / (high - centre))) * 2 / (high - low);
                Assert.Equal(expected, measured[b], 1e-6);
            }
        }
    }

    [Fact]
    public void A_flat_spectrum_reads_the_same_in_every_wide_band()
    {
        // Each triangle has the area 1, so a power of 1 a bin reads one over the bins' distance.
        var measured = new float[MelBands.Count];
        var spectrum = new float[(Size / 2) + 1];
        Array.Fill(spectrum, 1f);
        new MelBands(RateHz, Size).Measure(spectrum, measured);
        double expected = (double)Size / RateHz;
        Assert.All(measured[60..], value => Assert.Equal(expected, value, 0.02 * expected)); // narrow bands hold too few bins to tell
    }

    private static double Mel(double hz) => hz < 1_000 ? hz * 3 / 200 : 15 + (Math.Log(hz / 1_000) * 27 / Math.Log(6.4));

    private static double Hz(double mel) => mel < 15 ? mel * 200 / 3 : 1_000 * Math.Exp((mel - 15) * Math.Log(6.4) / 27);
}
