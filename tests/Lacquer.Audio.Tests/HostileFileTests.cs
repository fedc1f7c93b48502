using Lacquer.Audio.Encoding;
using Lacquer.Dsp;
using Lacquer.TestKit;

namespace Lacquer.Audio.Tests;

public sealed class HostileFileTests
{
    [Fact]
    public void What_is_no_sound_file_is_refused_by_name_of_what_it_is()
    {
        using var folder = new TempFolder();
        var random = new byte[100_000];
        new Random(5).NextBytes(random);
        Refused(folder, "notes.wav", "These are only words.\n"u8, "text");
        Refused(folder, "random.mp3", random, "not a sound file");
        Refused(folder, "list.m3u8", "#EXTM3U\n#EXTINF:1\nhttp://localhost/x.ts\n"u8, "playlist");
        Refused(folder, "list.wav", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n"u8, "playlist");
        Refused(folder, "concat.flac", "ffconcat version 1.0\nfile /etc/passwd\n"u8, "playlist");
        Refused(folder, "song.mid", "MThd\0\0\0\x06\0\x01\0\x01\0\x60"u8, "MIDI");
        Refused(folder, "cover.wav", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 0], "picture");
        Refused(folder, "film.wav", "RIFF\x10\0\0\0AVI LIST\0\0\0\0"u8, "not WAVE");
    }

    [Fact]
    public void A_playlist_behind_a_tag_or_in_an_mp4_shell_opens_nothing_else()
    {
        using var folder = new TempFolder();
        string tagged = folder.Write("a.mp3", [.. "ID3\x04\0\0\0\0\0\0"u8, .. "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"u8]);
        string mp4 = folder.Write("a.m4a", [0, 0, 0, 16, .. "ftypM4A \0\0\0\0"u8, .. "ffconcat version 1.0\nfile /etc/passwd\n"u8]);
        Assert.Equal(AudioFault.Unsupported, Sound.Fault(tagged));
        Assert.Contains(Sound.Fault(mp4), (AudioFault[])[AudioFault.Malformed, AudioFault.Truncated]);
    }

    [Fact]
    public void Files_that_cannot_be_read_say_why()
    {
        using var folder = new TempFolder();
        Assert.Equal(AudioFault.Unreadable, Sound.Fault(folder.File("absent.wav")));
        Assert.Equal(AudioFault.Empty, Sound.Fault(folder.Write("empty.wav", [])));
        AudioFileException exception = Assert.Throws<AudioFileException>(() => AudioFile.Open(folder.Root, null, TestContext.Current.CancellationToken));
        Assert.Equal(AudioFault.Unreadable, exception.Fault);
        Assert.Contains("folder", exception.Message, StringComparison.Ordinal);
        string secret = folder.Write("secret.wav", [1]);
        if (!OperatingSystem.IsWindows() && Environment.UserName != "root")
        {
            File.SetUnixFileMode(secret, UnixFileMode.None);
            Assert.Contains("permissions", Sound.Failure(secret).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("wav")]
    [InlineData("aiff")]
    [InlineData("flac")]
    [InlineData("mp3")]
    [InlineData("ogg")]
    [InlineData("opus")]
    [InlineData("m4a")]
    public void A_cut_file_is_never_taken_for_a_whole_one(string container)
    {
        using var folder = new TempFolder();
        string whole = folder.File("whole." + container);
        Sound.Write(whole, OutputFormat.Parse(container), 48_000, Signals.WhiteNoise(0.3, 48_000, 3));
        byte[] bytes = File.ReadAllBytes(whole);
        using (IAudioSource source = AudioFile.Open(whole, null, TestContext.Current.CancellationToken))
        {
            Assert.Equal(0, source.MissingFrames);
            Assert.Null(source.Damage);
        }

        foreach (double part in (double[])[0.0005, 0.02, 0.3, 0.61, 0.9, 0.97])
        {
            string cut = folder.Write($"cut{part}.{container}", bytes.AsSpan(0, (int)(bytes.Length * part)));
            try
            {
                using IAudioSource source = AudioFile.Open(cut, null, TestContext.Current.CancellationToken);
                Assert.True(source.MissingFrames > 0, $"{part} of the file passed for the whole");
                AudioBuffer sound = Sound.Read(source);
                Assert.True(sound.Frames < 3 * 48_000);
            }
            catch (AudioFileException exception)
            {
                Assert.True(exception.Fault is AudioFault.Truncated or AudioFault.Malformed or AudioFault.Unsupported, $"{part}: {exception.Message}");
            }
        }
    }

    [Theory]
    [InlineData("-q:a", "4", "-write_xing", "1")]
    [InlineData("-q:a", "4", "-write_xing", "0")]
    [InlineData("-b:a", "128k", "-write_xing", "1")]
    [InlineData("-b:a", "128k", "-write_xing", "0")]
    [InlineData("-b:a", "64k", "-ar", "22050")]
    public void Whole_mp3_files_of_every_kind_are_not_called_cut(params string[] coder)
    {
        using var folder = new TempFolder();
        string path = folder.File("a.mp3");
        Sound.Ffmpeg(["-f", "lavfi", "-i", "anoisesrc=d=4:a=0.3:seed=1", "-metadata", "title=x", "-id3v2_version", "3", "-write_id3v1", "1", .. coder, path]);
        using (IAudioSource source = AudioFile.Open(path, null, TestContext.Current.CancellationToken))
        {
            Assert.Equal(0, source.MissingFrames);
            Assert.Null(source.Damage);
        }

        byte[] bytes = File.ReadAllBytes(path);
        string cut = folder.Write("cut.mp3", bytes.AsSpan(0, bytes.Length * 6 / 10));
        using IAudioSource part = AudioFile.Open(cut, null, TestContext.Current.CancellationToken);
        Assert.True(part.MissingFrames > 0);
    }

    [Theory]
    [InlineData("flac")]
    [InlineData("mp3")]
    [InlineData("ogg")]
    [InlineData("opus")]
    public void Damage_in_the_middle_is_reported(string container)
    {
        using var folder = new TempFolder();
        string path = folder.File("a." + container);
        Sound.Write(path, OutputFormat.Parse(container), 48_000, Signals.WhiteNoise(0.3, 48_000, 3));
        byte[] bytes = File.ReadAllBytes(path);
        var random = new byte[3_000];
        new Random(1).NextBytes(random);
        random.CopyTo(bytes, bytes.Length / 2);
        string hurt = folder.Write("hurt." + container, bytes);
        using IAudioSource source = AudioFile.Open(hurt, null, TestContext.Current.CancellationToken);
        Assert.True(source.Damage is not null || source.MissingFrames > 0);
        Assert.DoesNotContain('\n', source.Damage ?? "");
    }

    [Fact]
    public void Too_short_and_too_long_are_refused_while_decoding()
    {
        using var folder = new TempFolder();
        foreach (string container in (string[])["wav", "flac", "ogg"])
        {
            string path = folder.File("a." + container);
            Sound.Write(path, OutputFormat.Parse(container), 44_100, Signals.Sine(440, 0.5, 44_100, 2));
            Assert.Equal(AudioFault.LimitExceeded, Sound.Fault(path, new AudioLimits { MaxSeconds = 1 }));
            Assert.Equal(AudioFault.TooShort, Sound.Fault(path, new AudioLimits { MinSeconds = 3 }));
        }
    }

    [Fact]
    public void Surround_is_refused_by_its_name_in_every_container()
    {
        using var folder = new TempFolder();
        foreach (string container in (string[])["wav", "flac", "ogg", "opus", "m4a", "aiff"])
        {
            string path = folder.File("a." + container);
            Sound.Ffmpeg("-f", "lavfi", "-i", "sine=r=48000:d=1", "-af", "pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0", "-strict", "-2", path);
            AudioFileException exception = Sound.Failure(path);
            Assert.Equal(AudioFault.Unsupported, exception.Fault);
            Assert.Contains("5.1", exception.Message, StringComparison.Ordinal);
            Assert.Contains("(6 channels)", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("flac")]
    [InlineData("mp3")]
    [InlineData("m4a")]
    public void A_cover_picture_does_not_get_in_the_way_of_the_music(string container)
    {
        using var folder = new TempFolder();
        string path = folder.File("a." + container);
        foreach (string picture in (string[])["png", "mjpeg"])
        {
            Sound.Ffmpeg(
                "-f", "lavfi", "-i", "sine=d=1", "-f", "lavfi", "-i", "color=s=64x64:d=0.04", "-map", "0:a", "-map", "1:v", "-c:v", picture,
                "-disposition:v", "attached_pic", "-frames:v", "1", path);
            using IAudioSource source = AudioFile.Open(path, null, TestContext.Current.CancellationToken);
            Assert.InRange(source.Frames, 44_100, 44_100 + 2_304);
            Assert.Equal(0, source.MissingFrames);
            Assert.Null(source.Damage);
        }
    }

    [Fact]
    public void An_ape_tag_behind_an_mp3_is_no_damage()
    {
        using var folder = new TempFolder();
        string path = folder.File("a.mp3");
        Sound.Write(path, OutputFormat.Parse("mp3"), 44_100, Signals.WhiteNoise(0.3, 44_100, 1));
        var tag = new byte[32 + 400];
        "APETAGEX"u8.CopyTo(tag);
        tag[8] = 0xD0;
        tag[9] = 7;
        tag.AsSpan(32).Fill((byte)'x');
        string tagged = folder.Write("b.mp3", [.. File.ReadAllBytes(path), .. tag]);
        using IAudioSource source = AudioFile.Open(tagged, null, TestContext.Current.CancellationToken);
        Assert.Equal(0, source.MissingFrames);
        Assert.Null(source.Damage);
    }

    [Fact]
    public void A_coding_that_is_not_music_is_refused_by_name()
    {
        using var folder = new TempFolder();
        string path = folder.File("a.m4a");
        Sound.Ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-c:a", "ac3", "-f", "mp4", path);
        AudioFileException exception = Sound.Failure(path);
        Assert.Equal(AudioFault.Unsupported, exception.Fault);
        Assert.Contains("ac3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_stops_the_decoder()
    {
        using var folder = new TempFolder();
        string path = folder.File("a.flac");
        Sound.Write(path, OutputFormat.Parse("flac"), 44_100, Signals.Sine(440, 0.5, 44_100, 1));
        Assert.Throws<OperationCanceledException>(() => AudioFile.Open(path, null, new CancellationToken(canceled: true)));
    }

    private static void Refused(TempFolder folder, string name, ReadOnlySpan<byte> bytes, string words)
    {
        AudioFileException exception = Sound.Failure(folder.Write(name, bytes));
        Assert.Equal(AudioFault.Unsupported, exception.Fault);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }
}
