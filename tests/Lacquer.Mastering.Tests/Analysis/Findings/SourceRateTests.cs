using System.Numerics;

using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.Findings;

public sealed class SourceRateTests
{
    [Theory]
    [InlineData(16_000, "lossySource")]
    [InlineData(18_700, "lossySource")]
    [InlineData(11_025, "upsampledSource")]
    [InlineData(8_000, "upsampledSource")]
    public void A_steep_low_pass_in_the_real_mix_is_found(double cutoffHz, string code)
    {
        AudioBuffer music = LowPassed(Music.Of("real"), cutoffHz);
        Finding finding = Assert.Single(Listen.To(music, Music.RateHz).Findings);
        Assert.Equal(code, finding.Code);
        Assert.Equal(cutoffHz, finding.Measured, 500.0);
    }

    [Theory]
    [InlineData(96_000, 22_050)]
    [InlineData(96_000, 24_000)]
    [InlineData(192_000, 44_100)]
    public void A_raised_rate_is_found(int rateHz, double edgeHz)
    {
        AudioBuffer noise = ShapedNoise.Make(hz => hz < 5 || hz > edgeHz ? 0 : 1 / Math.Sqrt(hz), 0.1, rateHz, 5, channels: 2, seed: 2);
        Finding finding = Assert.Single(Listen.To(noise, rateHz).Findings, finding => finding.Code == "upsampledSource");
        Assert.Equal(edgeHz, finding.Measured, 300.0);
    }

    [Theory]
    [InlineData(44_100)]
    [InlineData(96_000)]
    public void A_spectrum_that_falls_slowly_has_no_edge(int rateHz)
    {
        // 36 dB an octave above 8 kHz, down to a floor of dither.
        AudioBuffer noise = ShapedNoise.Make(
            hz => hz < 5 ? 0 : (1 / Math.Sqrt(hz) / Math.Pow(1 + Math.Pow(hz / 8_000, 2), 3)) + 1e-7, 0.1, rateHz, 5, channels: 2, seed: 2);
        Assert.DoesNotContain(Listen.To(noise, rateHz).Findings, finding => finding.Code is "upsampledSource" or "lossySource");
    }

    [Fact]
    public void A_lone_tone_has_no_edge()
    {
        TrackAnalysis analysis = Listen.To(Signals.Sine(15_500, 0.1, Music.RateHz, 5), Music.RateHz);
        Assert.DoesNotContain(analysis.Findings, finding => finding.Code is "upsampledSource" or "lossySource");
    }

    [Fact]
    public void A_lossy_coding_is_named()
    {
        using var source = new BufferSource(Music.Of("real"), Music.RateHz, bits: null, codec: "mp3", lossy: true);
        Finding finding = Assert.Single(Listen.To((IAudioSource)source).Findings);
        Assert.Equal("lossySource", finding.Code);
        Assert.Contains("mp3", finding.Message, StringComparison.Ordinal);
    }

    /// <summary>A windowed sinc of 511 taps: 90 dB down within 300 Hz at 44.1 kHz.</summary>
    private static AudioBuffer LowPassed(AudioBuffer music, double cutoffHz)
    {
        const int Half = 255;
        double w = 2 * cutoffHz / Music.RateHz;
        var taps = new float[(2 * Half) + 1];
        for (int i = -Half; i <= Half; i++)
        {
            double x = Math.PI * i / (Half + 1);
            double window = 0.42 + (0.5 * Math.Cos(x)) + (0.08 * Math.Cos(2 * x));
            taps[i + Half] = (float)(window * (i == 0 ? w : Math.Sin(Math.PI * w * i) / (Math.PI * i)));
        }

        var result = new AudioBuffer(2, music.Frames);
        for (int c = 0; c < 2; c++)
        {
            ReadOnlySpan<float> x = music.Channel(c);
            Span<float> y = result.Channel(c);
            for (int n = Half; n < y.Length - Half; n++)
            {
                y[n] = Dot(x.Slice(n - Half, taps.Length), taps);
            }
        }

        return result;
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            sums += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        }

        float sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
