using System.Buffers.Binary;
using System.Text;
using Lacquer.Dsp;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>What cannot be mastered ends with exit code 3 and one clear line, and leaves nothing behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private const int RateHz = 44_100;
    private const int OpusRateHz = 48_000; // the only one that every format knows

    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void Silence_is_refused() => Refused(Sound(new AudioBuffer(2, RateHz)), "silence");

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "infinite")]
    [InlineData(float.NegativeInfinity, "infinite")]
    public void A_sample_that_is_no_number_is_refused_with_its_place(float sample, string word)
    {
        AudioBuffer sound = Noise(2);
        sound.Channel(1)[RateHz] = sample;
        Refused(Sound(sound), word, "0:01.000", "right");
    }

    [Theory]
    [InlineData(0, "no sound")]
    [InlineData(1, "0.5 s")]
    [InlineData((int)(0.4 * RateHz), "0.4 s")]
    public void What_is_shorter_than_half_a_second_is_refused(int frames, string words)
    {
        AudioBuffer sound = Noise(1);
        string path = _workshop.File("short.wav");
        SoundFile.Write(path, sound.AsBlock(0, frames), RateHz, "wav", "16");
        Refused(path, words);
    }

    [Fact]
    public void Eight_channels_are_refused_by_the_name_of_their_layout() =>
        Refused(Wave("surround.wav", channels: 8, RateHz, frames: RateHz), "7.1");

    [Theory]
    [InlineData(7_999)]
    [InlineData(400_000)]
    public void A_rate_out_of_range_is_refused(int rateHz) => Refused(Wave("rate.wav", channels: 2, rateHz, frames: rateHz), $"{rateHz} Hz");

    [Fact]
    public void A_header_that_promises_more_than_there_is_gives_a_warning_and_the_right_length()
    {
        string path = Wave("lying.wav", channels: 2, RateHz, frames: RateHz, claimedBytes: int.MaxValue);
        Answer answer = Terminal.Run("master", path, "--json", "-").Done();
        Assert.Contains("inputTruncated", Report.Warnings(answer.Only));
        Assert.Equal(1, (double)answer.Only["result"]!["durationSeconds"]!, 1e-6);
    }

    [Theory]
    [InlineData("wav")]
    [InlineData("aiff")]
    [InlineData("flac")]
    [InlineData("mp3")]
    [InlineData("ogg")]
    [InlineData("opus")]
    [InlineData("m4a")]
    public void A_truncated_file_is_mastered_with_a_warning_and_a_stub_refused(string format)
    {
        string whole = _workshop.File($"whole.{format}");
        SoundFile.Write(whole, ShapedNoise.Pink(0.05, OpusRateHz, seconds: 3), OpusRateHz, format, null);
        byte[] bytes = File.ReadAllBytes(whole);
        string half = _workshop.File($"half.{format}");
        File.WriteAllBytes(half, bytes[..(bytes.Length / 2)]);
        string stub = _workshop.File($"stub.{format}");
        File.WriteAllBytes(stub, bytes[..100]);

        Refused(stub);
        Answer answer = Terminal.Run("master", half, "--json", "-").Done();
        Assert.Contains("inputTruncated", Report.Warnings(answer.Only));
        Assert.InRange((double)answer.Only["result"]!["durationSeconds"]!, 0.5, 2.5);
    }

    [Theory]
    [InlineData("song.wav")]
    [InlineData("song.mp3")]
    [InlineData("song")]
    public void Text_is_refused_whatever_it_is_called(string name)
    {
        File.WriteAllText(_workshop.File(name), string.Concat(Enumerable.Repeat("This is no music.\n", 200)));
        Refused(_workshop.File(name), "text");
    }

    [Theory]
    [InlineData("noise.wav", 1)]
    [InlineData("noise.mp3", 2)]
    [InlineData("noise.flac", 3)]
    public void Random_bytes_are_refused(string name, int seed)
    {
        byte[] bytes = new byte[50_000];
        new Random(seed).NextBytes(bytes);
        File.WriteAllBytes(_workshop.File(name), bytes);
        Refused(_workshop.File(name));
    }

    [Fact]
    public void An_empty_file_a_folder_and_nothing_at_all_are_refused()
    {
        File.WriteAllBytes(_workshop.File("empty.wav"), []);
        Directory.CreateDirectory(_workshop.File("folder.wav"));
        Refused(_workshop.File("empty.wav"), "empty");
        Refused(_workshop.File("folder.wav"), "folder");
        Refused(_workshop.File("missing.wav"), "does not exist");
        Refused("/dev/zero", "device");
        ExternalProgram.Run("mkfifo", _workshop.File("pipe.wav"));
        Refused(_workshop.File("pipe.wav"), "pipe");
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_refused()
    {
        string path = Sound(Noise(1));
        if (OperatingSystem.IsWindows())
        {
            return; // it knows no such permission
        }

        File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Equal(Environment.IsPrivilegedProcess ? 0 : 3, Terminal.Run("analyze", path).ExitCode); // root reads what it likes
    }

    /// <summary>Both commands refuse it (analyze reports silence instead), and no file appears.</summary>
    private void Refused(string path, params string[] words)
    {
        string[] before = _workshop.Names();
        Terminal.Run("master", path, "-o", _workshop.File("master.wav")).Fails(3, [path, .. words]);
        if (!words.Contains("silence"))
        {
            Terminal.Run("analyze", path).Fails(3, [path, .. words]);
        }

        Answer json = Terminal.Run("master", path, "-o", _workshop.File("master.wav"), "--json", "-").Fails(3);
        Contract.IsFailure(json.Only, path);
        Assert.Equal(before, _workshop.Names());
    }

    private static AudioBuffer Noise(double seconds) => ShapedNoise.Pink(0.05, RateHz, seconds);

    private string Sound(AudioBuffer sound)
    {
        string path = _workshop.File("sound.wav");
        SoundFile.Write(path, sound, RateHz);
        return path;
    }

    /// <summary>A 16-bit wave file of noise with whatever its header claims.</summary>
    private string Wave(string name, int channels, int rateHz, int frames, int? claimedBytes = null)
    {
        int bytes = 2 * channels * frames;
        byte[] file = new byte[44 + bytes];
        new Random(1).NextBytes(file.AsSpan(44));
        Encoding.ASCII.GetBytes("RIFF____WAVEfmt ____________________data", file);
        void Put(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        void PutShort(int at, int value) => BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(at), (short)value);
        Put(4, claimedBytes ?? (36 + bytes));
        Put(16, 16);
        PutShort(20, 1);
        PutShort(22, channels);
        Put(24, rateHz);
        Put(28, rateHz * channels * 2);
        PutShort(32, channels * 2);
        PutShort(34, 16);
        Put(40, claimedBytes ?? bytes);
        string path = _workshop.File(name);
        File.WriteAllBytes(path, file);
        return path;
    }
}
