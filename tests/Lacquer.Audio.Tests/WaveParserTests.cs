using System.Buffers.Binary;
using Lacquer.Dsp;

namespace Lacquer.Audio.Tests;

public sealed class WaveParserTests
{
    private const int Frames = 500;

    [Fact]
    public void Chunks_may_stand_in_any_order_with_strangers_between_and_odd_lengths()
    {
        byte[] data = WaveBytes.Chunk("data", WaveBytes.Ramp(2 * Frames));
        byte[] odd = WaveBytes.Chunk("junk", [1, 2, 3]);
        AssertRamp(WaveBytes.File(odd, WaveBytes.Fmt(), odd, data));
        AssertRamp(WaveBytes.File(data, odd, WaveBytes.Fmt()));
        AssertRamp(WaveBytes.File(WaveBytes.Fmt(), data, WaveBytes.Fmt(channels: 1), WaveBytes.Chunk("data", [9, 9])));
        AssertRamp([.. WaveBytes.File(WaveBytes.Fmt(), data), .. "trailing rubbish"u8]);
    }

    [Fact]
    public void A_writer_that_forgot_the_pad_byte_is_understood() =>
        AssertRamp(WaveBytes.File(
            WaveBytes.Chunk("junk", [1, 2, 3], pad: false), WaveBytes.Fmt(), WaveBytes.Chunk("data", WaveBytes.Ramp(2 * Frames))));

    [Theory]
    [InlineData(0L)]
    [InlineData(0xFFFF_FFFFL)]
    public void A_streaming_writers_open_length_means_all_that_is_there(long claimed) =>
        AssertRamp(WaveBytes.File(WaveBytes.Fmt(), WaveBytes.Chunk("data", WaveBytes.Ramp(2 * Frames), claimed)));

    [Theory]
    [InlineData("RF64")]
    [InlineData("BW64")]
    public void The_64_bit_forms_take_their_length_from_ds64(string form)
    {
        var ds64 = new byte[28];
        BinaryPrimitives.WriteInt64LittleEndian(ds64.AsSpan(8), 4 * Frames);
        byte[] data = WaveBytes.Chunk("data", WaveBytes.Ramp(2 * Frames), uint.MaxValue);
        AssertRamp(WaveBytes.Form(form, WaveBytes.Chunk("ds64", ds64), WaveBytes.Fmt(), data, WaveBytes.Chunk("junk", [1, 2])));
    }

    [Fact]
    public void A_file_past_4_GiB_reads_from_its_far_end()
    {
        // A sparse file: 5 GiB of silence with one marked frame near the end, which takes no room on the disk.
        const long DataBytes = 5L << 30;
        using var folder = new TempFolder();
        var ds64 = new byte[28];
        BinaryPrimitives.WriteInt64LittleEndian(ds64.AsSpan(8), DataBytes);
        byte[] head = WaveBytes.Form("RF64", WaveBytes.Chunk("ds64", ds64), WaveBytes.Fmt(), WaveBytes.Chunk("data", [], uint.MaxValue));
        string path = folder.File("long.wav");
        using (FileStream file = File.Create(path))
        {
            file.Write(head);
            file.SetLength(head.Length + DataBytes);
            file.Position = head.Length + DataBytes - 4;
            file.Write([0, 0x40, 0, 0xC0]);
        }

        using IAudioSource source = AudioFile.Open(path, null, TestContext.Current.CancellationToken);
        Assert.Equal(DataBytes / 4, source.Frames);
        Assert.Equal(0, source.MissingFrames);
    }

    [Theory]
    [InlineData(20, 24)]
    [InlineData(24, 32)]
    public void Extensible_headers_say_the_valid_bits_and_samples_stay_left_justified(int validBits, int containerBits)
    {
        using var folder = new TempFolder();
        byte[] half = containerBits == 24 ? [0, 0, 0x40] : [0, 0, 0, 0x40];
        byte[] fmt = WaveBytes.Fmt(0xFFFE, 1, 48_000, containerBits, extension: WaveBytes.Extension(validBits, 1, mask: 4));
        string path = folder.Write("a.wav", WaveBytes.File(fmt, WaveBytes.Chunk("data", half)));
        using IAudioSource source = AudioFile.Open(path, Sound.AnyLength, TestContext.Current.CancellationToken);
        Assert.Equal(validBits, source.Format.BitsPerSample);
        Assert.Equal(0.5f, Sound.Read(source).Channel(0)[0]);
    }

    [Fact]
    public void Bits_in_a_larger_container_without_an_extensible_header_are_left_justified_too()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.wav", WaveBytes.File(WaveBytes.Fmt(1, 1, 48_000, 24, blockAlign: 4), WaveBytes.Chunk("data", [0, 0, 0, 0xC0])));
        Assert.Equal(-0.5f, Sound.Read(path).Channel(0)[0]);
    }

    [Fact]
    public void Full_scale_codes_become_minus_one_and_just_under_one()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.wav", WaveBytes.File(WaveBytes.Fmt(channels: 1, bits: 8), WaveBytes.Chunk("data", [0, 128, 255])));
        Assert.Equal([-1f, 0f, 127f / 128], Sound.Read(path).Channel(0).ToArray());
    }

    [Fact]
    public void Missing_frames_are_counted_and_a_part_frame_is_dropped()
    {
        using var folder = new TempFolder();
        byte[] whole = WaveBytes.File(WaveBytes.Fmt(), WaveBytes.Chunk("data", WaveBytes.Ramp(2 * Frames)));
        string path = folder.Write("cut.wav", whole.AsSpan(0, whole.Length - 41));
        using IAudioSource source = AudioFile.Open(path, Sound.AnyLength, TestContext.Current.CancellationToken);
        Assert.Equal(Frames - 11, source.Frames);
        Assert.Equal(11, source.MissingFrames);
    }

    [Fact]
    public void Wrong_headers_are_named_for_what_is_wrong()
    {
        byte[] data = WaveBytes.Chunk("data", WaveBytes.Ramp(2 * Frames));
        AssertFault(AudioFault.Malformed, "fmt chunk", WaveBytes.File(data));
        AssertFault(AudioFault.Malformed, "too short", WaveBytes.File(WaveBytes.Chunk("fmt ", [1, 0]), data));
        AssertFault(AudioFault.Malformed, "contradicts", WaveBytes.File(WaveBytes.Fmt(blockAlign: 7), data));
        AssertFault(AudioFault.Malformed, "no channels", WaveBytes.File(WaveBytes.Fmt(channels: 0), data));
        AssertFault(AudioFault.Malformed, "ds64", WaveBytes.Form("RF64", WaveBytes.Chunk("ds64", [1, 2]), WaveBytes.Fmt(), data));
        AssertFault(AudioFault.Empty, "data chunk", WaveBytes.File(WaveBytes.Fmt()));
        AssertFault(AudioFault.Empty, "0 frames", WaveBytes.File(WaveBytes.Fmt(), WaveBytes.Chunk("data", [])));
        AssertFault(AudioFault.Unsupported, "5.1 (6 channels)", WaveBytes.File(WaveBytes.Fmt(channels: 6), data));
        AssertFault(AudioFault.Unsupported, "7.1 (8 channels)", WaveBytes.File(WaveBytes.Fmt(channels: 8), data));
        AssertFault(AudioFault.Unsupported, "65535 channels", WaveBytes.File(WaveBytes.Fmt(channels: 65_535, bits: 8, blockAlign: 0), data));
        AssertFault(AudioFault.Unsupported, "7999 Hz", WaveBytes.File(WaveBytes.Fmt(rate: 7_999), data));
        AssertFault(AudioFault.Unsupported, "384001 Hz", WaveBytes.File(WaveBytes.Fmt(rate: 384_001), data));
        AssertFault(AudioFault.Unsupported, "64-bit integer", WaveBytes.File(WaveBytes.Fmt(bits: 64), data));
        AssertFault(AudioFault.Unsupported, "16-bit floating", WaveBytes.File(WaveBytes.Fmt(tag: 3), data));
        byte[] cut = WaveBytes.File(WaveBytes.Fmt(), WaveBytes.Chunk("LIST", new byte[100]), data);
        AssertFault(AudioFault.Truncated, "cut off", cut[..80]);
    }

    [Theory]
    [InlineData(0x7FC0_0000u, "NaN", 0, "left")]
    [InlineData(0x7F80_0000u, "infinite", 1, "right")]
    [InlineData(0xFF80_0000u, "infinite", 0, "left")]
    public void A_sample_that_is_no_number_is_refused_with_its_place(uint bits, string what, int channel, string side)
    {
        using var folder = new TempFolder();
        var samples = new byte[8 * 44_100 * 2];
        const int Frame = 66_150; // 1.5 s
        BinaryPrimitives.WriteUInt32LittleEndian(samples.AsSpan((8 * Frame) + (4 * channel)), bits);
        string path = folder.Write("a.wav", WaveBytes.File(WaveBytes.Fmt(3, bits: 32), WaveBytes.Chunk("data", samples)));
        AudioFileException exception = Sound.Failure(path);
        Assert.Equal(AudioFault.NotFinite, exception.Fault);
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
        Assert.Contains("0:01.500 in the " + side, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Doubles_beyond_the_range_of_floats_count_as_infinite()
    {
        using var folder = new TempFolder();
        var samples = new byte[8 * 100];
        BinaryPrimitives.WriteDoubleLittleEndian(samples.AsSpan(8), 1e300);
        string path = folder.Write("a.wav", WaveBytes.File(WaveBytes.Fmt(3, 1, bits: 64), WaveBytes.Chunk("data", samples)));
        Assert.Equal(AudioFault.NotFinite, Sound.Fault(path));
    }

    [Fact]
    public void Compressed_samples_in_a_wav_go_to_ffmpeg()
    {
        using var folder = new TempFolder();
        foreach (string codec in (string[])["adpcm_ms", "adpcm_ima_wav", "mp3", "pcm_mulaw"])
        {
            string path = folder.File(codec + ".wav");
            Sound.Ffmpeg("-f", "lavfi", "-i", "sine=r=44100:d=1", "-ac", "2", "-c:a", codec, path);
            using IAudioSource source = AudioFile.Open(path, null, TestContext.Current.CancellationToken);
            Assert.Equal(codec, source.Format.Codec);
            Assert.True(source.Format.IsLossy);
            Assert.InRange(source.Frames, 44_100, 44_100 + 4_096);
        }
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_read_says_so()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.wav", WaveBytes.File(WaveBytes.Fmt(), WaveBytes.Chunk("data", WaveBytes.Ramp(400_000))));
        using IAudioSource source = AudioFile.Open(path, null, TestContext.Current.CancellationToken);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            file.SetLength(300_000);
        }

        Assert.Equal(AudioFault.Truncated, Assert.Throws<AudioFileException>(() => Sound.Read(source)).Fault);
    }

    private static void AssertRamp(byte[] file)
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.wav", file);
        using IAudioSource source = AudioFile.Open(path, Sound.AnyLength, TestContext.Current.CancellationToken);
        Assert.Equal(0, source.MissingFrames);
        Assert.Equal(2, source.Format.Channels);
        AudioBuffer sound = Sound.Read(source, 77);
        for (int n = 0; n < Frames; n++)
        {
            Assert.Equal(2 * n / 32_768f, sound.Channel(0)[n]);
            Assert.Equal(((2 * n) + 1) / 32_768f, sound.Channel(1)[n]);
        }
    }

    private static void AssertFault(AudioFault fault, string words, byte[] file)
    {
        using var folder = new TempFolder();
        AudioFileException exception = Sound.Failure(folder.Write("a.wav", file));
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Equal(fault, exception.Fault);
    }
}
