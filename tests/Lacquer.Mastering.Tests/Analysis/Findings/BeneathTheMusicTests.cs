using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.Findings;

/// <summary>Hum and hiss in music that never pauses.</summary>
public sealed class BeneathTheMusicTests
{
    private const double MostHiddenDb = 8; // lines that the music hides are missing from the sum: without the first it is 5 dB less
    private const double OverDb = 1.5; // and the music may add to a line

    [Theory]
    [InlineData("real", 50, -40)]
    [InlineData("real", 60, -30)]
    [InlineData("synthetic", 60, -45)]
    public void Hum_is_found_and_measured(string kind, int mainsHz, double toLoudnessDb)
    {
        AudioBuffer music = Music.Of(kind);
        double loudness = Listen.To(music, Music.RateHz).Loudness.Integrated.Value;
        double norm = Math.Sqrt(Enumerable.Range(1, 7).Sum(h => 0.5 / (h * h)));
        double gain = Math.Pow(10, (loudness + toLoudnessDb) / 20) / norm;
        music.Change(0, Music.Seconds, (x, n) =>
        {
            double phase = 2 * Math.PI * mainsHz * n / Music.RateHz;
            double hum = 0;
            for (int h = 1; h <= 7; h++)
            {
                hum += Math.Sin((h * phase) + h) / h;
            }

            return x + (float)(gain * hum);
        });
        Finding finding = Assert.Single(Only("hum", music));
        Assert.Contains($"{mainsHz} Hz", finding.Message, StringComparison.Ordinal);
        Assert.Contains("beneath the music", finding.Message, StringComparison.Ordinal);
        double planted = loudness + toLoudnessDb + 3; // a sine of 0 dBFS has a mean square of −3 dB
        Assert.InRange(finding.Measured, planted - MostHiddenDb, planted + OverDb);
    }

    [Theory]
    [InlineData(46)]
    [InlineData(55)]
    public void Steady_lines_beside_the_mains_are_no_hum(double hz)
    {
        AudioBuffer music = Music.Of("synthetic").Change(0, Music.Seconds, (x, n) =>
        {
            double phase = 2 * Math.PI * hz * n / Music.RateHz;
            return x + (float)(0.001 * (Math.Sin(phase) + Math.Sin(2 * phase) + Math.Sin(3 * phase) + Math.Sin(4 * phase)));
        });
        Assert.Empty(Only("hum", music));
    }

    [Fact]
    public void A_loop_that_keeps_time_with_the_mains_does_not_hum()
    {
        // 120 beats a minute: everything repeats every half second, to the sample, and so has lines at 50 and 100 Hz among many others.
        AudioBuffer bar = ShapedNoise.Make(hz => hz < 30 ? 0 : 1 / (hz + 50), 0.1, Music.RateHz, 0.5, 2, seed: 8);
        var loop = new AudioBuffer(2, (int)(Music.Seconds * Music.RateHz));
        for (int c = 0; c < 2; c++)
        {
            for (int n = 0; n < loop.Frames; n++)
            {
                loop.Channel(c)[n] = bar.Channel(c)[n % bar.Frames];
            }
        }

        Assert.Empty(Only("hum", loop));
    }

    [Fact]
    public void Hiss_is_found_between_the_cymbals()
    {
        AudioBuffer music = Music.Of("real");
        double loudness = Listen.To(music, Music.RateHz).Loudness.Integrated.Value;
        AudioBuffer hiss = ShapedNoise.Make(hz => hz < 20 ? 0 : 1, Math.Pow(10, (loudness - 42) / 20), Music.RateHz, Music.Seconds, 2, seed: 9);
        for (int c = 0; c < 2; c++)
        {
            for (int n = 0; n < music.Frames; n++)
            {
                music.Channel(c)[n] += hiss.Channel(c)[n];
            }
        }

        Finding finding = Assert.Single(Only("noiseFloor", music));
        Assert.Equal(-42, finding.Measured, 4.0); // of the noise's power a third lies in the octave in which it is measured
    }

    private static Finding[] Only(string code, AudioBuffer music) => [.. Listen.To(music, Music.RateHz).Findings.Where(finding => finding.Code == code)];
}
