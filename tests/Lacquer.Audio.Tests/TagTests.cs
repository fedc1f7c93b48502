using System.Buffers.Binary;
using Lacquer.Audio.Encoding;
using Lacquer.Audio.Tags;
using Lacquer.Dsp.Standards;
using Lacquer.TestKit;

namespace Lacquer.Audio.Tests;

public sealed class TagTests
{
    private static readonly KeyValuePair<string, string>[] Song =
    [
        new("title", "Öl & Wasser"), new("artist", "Die Band"), new("album", "Erste"), new("date", "2024"), new("genre", "Rock"),
        new("comment", "final mix; v=3"), new("track", "3"),
    ];

    [Theory]
    [InlineData("wav", "wav")]
    [InlineData("flac", "wav")]
    [InlineData("wav", "flac")]
    [InlineData("wav", "mp3")]
    [InlineData("mp3", "ogg")]
    [InlineData("ogg", "opus")]
    [InlineData("opus", "m4a")]
    [InlineData("m4a", "aiff")]
    [InlineData("aiff", "wav")]
    public void Texts_travel_from_file_to_file(string from, string to)
    {
        using var folder = new TempFolder();
        AudioTags first = Carry(folder, "first." + from, new AudioTags { Texts = Song });
        AudioTags second = Carry(folder, "second." + to, first);
        foreach ((string key, string value) in Song)
        {
            Assert.Equal(value, Assert.Single(second.Texts, text => text.Key == key).Value);
        }

        Assert.DoesNotContain(second.Texts, text => text.Key is "encoder" or "duration" or "major_brand");
    }

    [Theory]
    [InlineData("wav")]
    [InlineData("flac")]
    [InlineData("mp3")]
    [InlineData("ogg")]
    [InlineData("aiff")]
    public void The_recording_code_survives(string container)
    {
        using var folder = new TempFolder();
        AudioTags tags = Carry(folder, "a." + container, new AudioTags { Texts = [new("isrc", "DEABC2400001"), new("album_artist", "Various")] });
        Assert.Contains(new("isrc", "DEABC2400001"), tags.Texts);
        Assert.Contains(new("album_artist", "Various"), tags.Texts);
    }

    [Fact]
    public void Ffmpeg_finds_the_texts_in_a_wav_master()
    {
        using var folder = new TempFolder();
        Carry(folder, "a.wav", new AudioTags { Texts = Song });
        string metadata = System.Text.Encoding.UTF8.GetString(Sound.Ffmpeg("-i", folder.File("a.wav"), "-f", "ffmetadata", "-"));
        Assert.Contains("title=Öl & Wasser", metadata, StringComparison.Ordinal);
        Assert.Contains("artist=Die Band", metadata, StringComparison.Ordinal);
    }

    [Fact]
    public void Level_tags_of_the_mix_do_not_reach_the_master()
    {
        using var folder = new TempFolder();
        string path = folder.File("a.flac");
        Sound.Ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-metadata", "REPLAYGAIN_TRACK_GAIN=-3 dB", "-metadata", "TITLE=x", path);
        using IAudioSource source = AudioFile.Open(path, null, TestContext.Current.CancellationToken);
        Assert.Equal([new("title", "x")], source.Tags.Texts);
    }

    [Fact]
    public void The_broadcast_chunk_keeps_its_words_and_loses_what_is_no_longer_true()
    {
        using var folder = new TempFolder();
        var bext = new byte[602];
        "Mix 7"u8.CopyTo(bext);
        BinaryPrimitives.WriteInt64LittleEndian(bext.AsSpan(EbuTech3285.TimeReferenceOffset), 441_000);
        bext[EbuTech3285.VersionOffset] = 2;
        bext[EbuTech3285.UmidOffset] = 6;
        BinaryPrimitives.WriteInt16LittleEndian(bext.AsSpan(EbuTech3285.LoudnessOffset), -2_300);
        byte[] data = WaveBytes.Chunk("data", WaveBytes.Ramp(60_000));
        byte[] xml = WaveBytes.Chunk("iXML", "<BWFXML/>"u8);
        byte[] cue = WaveBytes.Chunk("cue ", new byte[28]);
        string path = folder.Write("a.wav", WaveBytes.File(WaveBytes.Fmt(), WaveBytes.Chunk("bext", bext), xml, cue, data));
        using IAudioSource source = AudioFile.Open(path, null, TestContext.Current.CancellationToken);
        Assert.Equal(["bext", "iXML", "cue "], source.Tags.Chunks.Select(chunk => chunk.Id));

        AudioTags same = Carry(folder, "same.wav", source.Tags, 44_100);
        Assert.Equal(["bext", "cue ", "iXML"], same.Chunks.Select(chunk => chunk.Id).Order(StringComparer.Ordinal));
        AudioTags other = Carry(folder, "other.wav", source.Tags, 48_000);
        Assert.DoesNotContain(other.Chunks, chunk => chunk.Id == "cue ");
        ReadOnlySpan<byte> carried = Assert.Single(other.Chunks, chunk => chunk.Id == "bext").Data.Span;
        Assert.True(carried.StartsWith("Mix 7"u8));
        Assert.Equal(480_000, BinaryPrimitives.ReadInt64LittleEndian(carried[EbuTech3285.TimeReferenceOffset..]));
        Assert.Equal(EbuTech3285.NotMeasured, BinaryPrimitives.ReadInt16LittleEndian(carried[EbuTech3285.LoudnessOffset..]));
        Assert.Equal(0, carried[EbuTech3285.UmidOffset]);
    }

    [Fact]
    public void Tags_beyond_the_limit_are_left_out_and_the_music_is_kept()
    {
        using var folder = new TempFolder();
        var tags = new AudioTags { Texts = [new("title", "x"), new("comment", new string('y', 8_000))] };
        foreach (string container in (string[])["wav", "aiff", "flac"])
        {
            Carry(folder, "a." + container, tags);
            using IAudioSource source = AudioFile.Open(folder.File("a." + container), new AudioLimits { MaxTagBytes = 100 }, TestContext.Current.CancellationToken);
            Assert.Equal(44_100, source.Frames);
        }
    }

    private static AudioTags Carry(TempFolder folder, string name, AudioTags tags, int rate = 0)
    {
        OutputFormat format = OutputFormat.Parse(Path.GetExtension(name)[1..]);
        int carried = rate > 0 ? rate : format.NearestRate(44_100);
        Sound.Write(folder.File(name), format, carried, Signals.Sine(440, 0.5, carried, 44_100.0 / carried), tags);
        using IAudioSource source = AudioFile.Open(folder.File(name), null, CancellationToken.None);
        return source.Tags;
    }
}
