using System.Numerics;
using System.Runtime.InteropServices;

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
    [InlineData(10_750, "upsampledSource")]
    [InlineData(7_800, "upsampledSource")]
    public void A_steep_low_pass_in_the_real_mix_is_found(double cutoffHz, string code)
    {
        AudioBuffer music = LowPassed(Music.Of("real"), cutoffHz);
        Finding finding = Assert.Single(Listen.To(music, Music.RateHz).Findings, finding => finding.Code != "dullness"); // which it is as well
        Assert.Equal(code, finding.Code);
        Assert.Equal(cutoffHz, finding.Measured, 500.0);
    }

    [Theory]
    [InlineData("mp3", "libmp3lame", "128k", 44_100, 16_800)]
    [InlineData("mp3", "libmp3lame", "192k", 44_100, 18_900)]
    [InlineData("mp3", "libmp3lame", "256k", 44_100, 19_600)]
    [InlineData("mp3", "libmp3lame", "320k", 44_100, 20_300)]
    [InlineData("ipod", "aac", "128k", 44_100, 17_400)]
    [InlineData("ogg", "libopus", "128k", 48_000, 20_300)]
    public void What_a_coder_has_cut_from_music_that_reaches_higher_is_found(string container, string coder, string bitRate, int rateHz, double edgeHz)
    {
        TrackAnalysis analysis = Listen.To(Coded(Wide(rateHz), rateHz, container, coder, bitRate), rateHz);
        Finding finding = Assert.Single(analysis.Findings, finding => finding.Code is "lossySource" or "upsampledSource");
        Assert.Equal("lossySource", finding.Code);
        Assert.Equal(edgeHz, finding.Measured, 300.0);
        Assert.DoesNotContain(Listen.To(Wide(rateHz), rateHz).Findings, finding => finding.Code is "lossySource" or "upsampledSource");
    }

    [Theory]
    [InlineData(44_100, "aresample=44100")]
    [InlineData(44_100, "aresample=44100:filter_size=64:cutoff=0.91")]
    [InlineData(48_000, "aresample=44100,aresample=48000")]
    [InlineData(48_000, "aresample=44100:filter_size=64:cutoff=0.91,aresample=48000:filter_size=64:cutoff=0.98")]
    public void A_resampling_filter_is_not_taken_for_a_coder(int rateHz, string filter)
    {
        byte[] raw = Raw(Wide(96_000));
        AudioBuffer sound = Through(raw, rateHz, "-f", "f32le", "-ar", "96000", "-ac", "2", "-i", "{in}", "-af", filter, "-ar", $"{rateHz}", "-f", "f32le", "-y", "{out}");
        Assert.DoesNotContain(Listen.To(sound, rateHz).Findings, finding => finding.Code == "lossySource");
    }

    [Theory]
    [InlineData(16_000, "", 24)]
    [InlineData(16_000, ":filter_size=64:cutoff=0.98", 24)]
    [InlineData(22_050, "", 16)]
    [InlineData(24_000, "", 24)]
    [InlineData(32_000, "", 16)]
    [InlineData(32_000, ":filter_size=64:cutoff=0.98", 24)]
    public void The_mirror_image_that_a_soft_converter_leaves_is_found(int fromHz, string options, int bits)
    {
        string filter = $"aresample={fromHz}{options},aresample=44100{options},aformat=sample_fmts={(bits == 16 ? "s16" : "flt")}";
        AudioBuffer sound = Through(Raw(Wide(44_100)), 44_100, "-f", "f32le", "-ar", "44100", "-ac", "2", "-i", "{in}", "-af", filter, "-f", "f32le", "-y", "{out}");
        Finding finding = Assert.Single(Listen.To(sound, 44_100, bits).Findings, finding => finding.Code is "lossySource" or "upsampledSource");
        Assert.Equal("upsampledSource", finding.Code);
        Assert.Equal(0.5 * fromHz, finding.Measured);
    }

    [Fact]
    public void What_a_ring_modulator_mirrors_was_not_resampled()
    {
        // Both sides of the carrier are equal, where a converter's filter has taken away more the further it is.
        AudioBuffer noise = ShapedNoise.Make(hz => hz is > 20 and < 6_000 ? 1 / (hz + 100) : 0, 0.1, Music.RateHz, 8, channels: 2, seed: 5);
        for (int c = 0; c < 2; c++)
        {
            Span<float> samples = noise.Channel(c);
            for (int n = 0; n < samples.Length; n++)
            {
                samples[n] *= (float)Math.Cos(Math.PI / 2 * n); // a quarter of the rate: 11 025 Hz
            }
        }

        Assert.DoesNotContain(Listen.To(noise, Music.RateHz).Findings, finding => finding.Code == "upsampledSource");
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

    /// <summary>Noise that falls by 6 dB an octave, as bright music does, up to the top.</summary>
    private static AudioBuffer Wide(int rateHz) =>
        ShapedNoise.Make(hz => hz < 20 ? 0 : 1 / (hz + 100), 0.1, rateHz, 8, channels: 2, seed: 5);

    private static AudioBuffer Coded(AudioBuffer sound, int rateHz, string container, string coder, string bitRate)
    {
        byte[] coded = Converted(Raw(sound), "-f", "f32le", "-ar", $"{rateHz}", "-ac", "2", "-i", "{in}", "-c:a", coder, "-b:a", bitRate, "-f", container, "-y", "{out}");
        return Through(coded, rateHz, "-i", "{in}", "-f", "f32le", "-y", "{out}");
    }

    private static AudioBuffer Through(byte[] bytes, int rateHz, params string[] arguments)
    {
        ReadOnlySpan<float> samples = MemoryMarshal.Cast<byte, float>(Converted(bytes, arguments));
        var sound = new AudioBuffer(2, Math.Min(samples.Length / 2, 8 * rateHz));
        for (int n = 0; n < sound.Frames; n++)
        {
            (sound.Channel(0)[n], sound.Channel(1)[n]) = (samples[2 * n], samples[(2 * n) + 1]);
        }

        return sound;
    }

    private static byte[] Raw(AudioBuffer sound)
    {
        var samples = new float[2 * sound.Frames];
        for (int n = 0; n < sound.Frames; n++)
        {
            (samples[2 * n], samples[(2 * n) + 1]) = (sound.Channel(0)[n], sound.Channel(1)[n]);
        }

        return MemoryMarshal.AsBytes(samples.AsSpan()).ToArray();
    }

    private static byte[] Converted(byte[] bytes, params string[] arguments)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lacquer-test-");
        try
        {
            (string from, string to) = (Path.Combine(folder.FullName, "in"), Path.Combine(folder.FullName, "out"));
            File.WriteAllBytes(from, bytes);
            ExternalProgram.Run("ffmpeg", ["-v", "error", .. arguments.Select(argument => argument switch { "{in}" => from, "{out}" => to, _ => argument })]);
            return File.ReadAllBytes(to);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
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
