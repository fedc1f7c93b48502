using System.Runtime.InteropServices;
using Lacquer.Audio.Encoding;
using Lacquer.Dsp;
using Lacquer.TestKit;

namespace Lacquer.Audio.Tests;

public sealed class RoundTripTests
{
    /// <summary>Triangular dither of ±1 step and rounding of ±½ step.</summary>
    private const double Dithered16 = 1.5 / 32_768;

    private const double Rounded24 = 0.5 / 8_388_608;

    [Theory]
    [InlineData("wav", "16", Dithered16)]
    [InlineData("wav", "24", Rounded24)]
    [InlineData("wav", "32f", 0)]
    [InlineData("aiff", "16", Dithered16)]
    [InlineData("aiff", "24", Rounded24)]
    [InlineData("aiff", "32f", 0)]
    [InlineData("flac", "16", Dithered16)]
    [InlineData("flac", "24", Rounded24)]
    public void Lossless_files_come_back_within_half_a_step_of_the_dithered_sound(string container, string bits, double tolerance)
    {
        using var folder = new TempFolder();
        foreach (int channels in (int[])[1, 2])
        {
            AudioBuffer noise = Signals.WhiteNoise(0.9, 44_100, 0.7123, channels);
            string path = folder.File($"{channels}.{container}");
            Sound.Write(path, OutputFormat.Parse(container, bits), 44_100, noise);
            Sound.Equal(noise, Sound.Read(path), tolerance);
        }
    }

    [Theory]
    [InlineData("wav", "16")]
    [InlineData("wav", "24")]
    [InlineData("wav", "32f")]
    [InlineData("aiff", "16")]
    [InlineData("aiff", "24")]
    [InlineData("aiff", "32f")]
    [InlineData("flac", "24")]
    public void Ffmpeg_reads_what_is_written_as_the_same_samples(string container, string bits)
    {
        using var folder = new TempFolder();
        string path = folder.File("own." + container);
        Sound.Write(path, OutputFormat.Parse(container, bits), 48_000, Signals.WhiteNoise(0.9, 48_000, 0.6, 2));
        AudioBuffer own = Sound.Read(path);
        ReadOnlySpan<float> theirs = MemoryMarshal.Cast<byte, float>(Sound.Ffmpeg("-i", path, "-f", "f32le", "-"));
        Assert.Equal(2 * own.Frames, theirs.Length);
        for (int n = 0; n < own.Frames; n++)
        {
            Assert.Equal(theirs[2 * n], own.Channel(0)[n]);
            Assert.Equal(theirs[(2 * n) + 1], own.Channel(1)[n]);
        }
    }

    [Theory]
    [InlineData("wav", "pcm_u8", 8)]
    [InlineData("wav", "pcm_s16le", 16)]
    [InlineData("wav", "pcm_s24le", 24)]
    [InlineData("wav", "pcm_s32le", 32)]
    [InlineData("wav", "pcm_f32le", 32)]
    [InlineData("wav", "pcm_f64le", 64)]
    [InlineData("aiff", "pcm_s8", 8)]
    [InlineData("aiff", "pcm_s16be", 16)]
    [InlineData("aiff", "pcm_s16le", 16)]
    [InlineData("aiff", "pcm_s24be", 24)]
    [InlineData("aiff", "pcm_s32be", 32)]
    [InlineData("aiff", "pcm_f32be", 32)]
    [InlineData("aiff", "pcm_f64be", 64)]
    [InlineData("flac", "flac", 16)]
    [InlineData("caf", "pcm_s24be", 24)]
    [InlineData("w64", "pcm_s24le", 24)]
    [InlineData("wv", "wavpack", null)]
    public void Files_by_ffmpeg_are_read_as_ffmpeg_reads_them(string container, string codec, int? bits)
    {
        using var folder = new TempFolder();
        string path = folder.File("theirs." + container);
        string format = codec == "flac" ? "s16" : "";
        string[] sampleFormat = format.Length > 0 ? ["-sample_fmt", format] : [];
        Sound.Ffmpeg(["-f", "lavfi", "-i", "anoisesrc=d=0.6:a=0.8:seed=3:r=44100", "-ac", "2", "-c:a", codec, .. sampleFormat, path]);
        using IAudioSource source = AudioFile.Open(path, null, TestContext.Current.CancellationToken);
        Assert.Equal(codec, source.Format.Codec);
        if (bits is not null)
        {
            Assert.Equal(bits, source.Format.BitsPerSample);
        }

        Assert.False(source.Format.IsLossy);
        Assert.Equal(0, source.MissingFrames);
        AudioBuffer own = Sound.Read(source, 777);
        ReadOnlySpan<float> theirs = MemoryMarshal.Cast<byte, float>(Sound.Ffmpeg("-i", path, "-f", "f32le", "-"));
        Assert.Equal(2 * own.Frames, theirs.Length);
        for (int n = 0; n < own.Frames; n++)
        {
            Assert.Equal(theirs[2 * n], own.Channel(0)[n]);
            Assert.Equal(theirs[(2 * n) + 1], own.Channel(1)[n]);
        }
    }

    [Theory]
    [InlineData("mp3", "mp3")]
    [InlineData("ogg", "vorbis")]
    [InlineData("opus", "opus")]
    [InlineData("m4a", "aac")]
    public void Lossy_files_come_back_in_time_and_close(string container, string codec)
    {
        // A shift by one frame would leave 2·sin(π·440/48000) = −25 dB; the worst of these coders leaves −38 (Vorbis).
        const double ToleranceDb = -30;
        using var folder = new TempFolder();
        AudioBuffer tone = Signals.Sine(440, 0.5, 48_000, 2);
        string path = folder.File("tone." + container);
        Sound.Write(path, OutputFormat.Parse(container), 48_000, tone);
        using IAudioSource source = AudioFile.Open(path, null, TestContext.Current.CancellationToken);
        Assert.Equal(codec, source.Format.Codec);
        Assert.True(source.Format.IsLossy);
        Assert.Null(source.Format.BitsPerSample);
        Assert.Equal(0, source.MissingFrames);
        Assert.Equal(tone.Frames, source.Frames);
        AudioBuffer back = Sound.Read(source);
        double error = 0;
        double signal = 0;
        for (int n = 10_000; n < tone.Frames - 10_000; n++)
        {
            error += Math.Pow(tone.Channel(0)[n] - back.Channel(0)[n], 2);
            signal += Math.Pow(tone.Channel(0)[n], 2);
        }

        Assert.True(10 * Math.Log10(error / signal) < ToleranceDb, $"{10 * Math.Log10(error / signal)} dB");
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(37_800)]
    [InlineData(96_000)]
    [InlineData(384_000)]
    public void Every_rate_passes_through_every_container_that_can_carry_it(int rate)
    {
        using var folder = new TempFolder();
        foreach (string container in (string[])["wav", "aiff", "flac", "mp3", "ogg", "opus", "m4a"])
        {
            OutputFormat format = OutputFormat.Parse(container);
            int carried = format.NearestRate(rate);
            string path = folder.File("x" + format.Extension);
            Sound.Write(path, format, carried, Signals.Sine(440, 0.5, carried, 0.6, channels: 1));
            using IAudioSource source = AudioFile.Open(path, null, TestContext.Current.CancellationToken);
            Assert.Equal(carried, source.Format.SampleRateHz);
            Assert.Equal(1, source.Format.Channels);
        }
    }

    [Fact]
    public void A_source_is_read_the_same_however_the_blocks_are_cut_and_however_often()
    {
        using var folder = new TempFolder();
        foreach (string name in (string[])["a.wav", "a.flac"])
        {
            string path = folder.File(name);
            Sound.Write(path, OutputFormat.Parse(name[2..]), 44_100, Signals.WhiteNoise(0.5, 44_100, 1.3));
            using IAudioSource source = AudioFile.Open(path, null, TestContext.Current.CancellationToken);
            AudioBuffer whole = Sound.Read(source, (int)source.Frames);
            foreach (int frames in (int[])[64, 65, 8_193, 40_000])
            {
                Sound.Equal(whole, Sound.Read(source, frames));
            }
        }
    }
}
