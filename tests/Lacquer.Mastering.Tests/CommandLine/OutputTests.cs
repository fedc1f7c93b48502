using Lacquer.Dsp;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Where masters go, what they are made of, and what is never overwritten.</summary>
public sealed class OutputTests : IDisposable
{
    private const int RateHz = 44_100;

    private readonly Workshop _workshop = new();
    private readonly string _mix;

    public OutputTests()
    {
        _mix = _workshop.File("mix.wav");
        SoundFile.Write(_mix, ShapedNoise.Pink(0.05, RateHz, seconds: 2), RateHz, "wav", "16");
    }

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void The_default_is_a_wave_file_of_24_bits_beside_the_mix()
    {
        Answer answer = Terminal.Run("master", _mix, "--json", "-").Done();
        Assert.Equal(["mix.master.wav", "mix.wav"], _workshop.Names());
        Assert.Equal("pcm_s24le", (string)answer.Only["result"]!["codec"]!);
        Assert.Equal(RateHz, (int)answer.Only["result"]!["sampleRateHz"]!);
    }

    [Theory]
    [InlineData("wav", "pcm_s24le")]
    [InlineData("flac", "flac")]
    [InlineData("mp3", "mp3")]
    [InlineData("ogg", "vorbis")]
    [InlineData("opus", "opus")]
    [InlineData("aiff", "pcm_s24be")]
    [InlineData("m4a", "aac")]
    public void The_format_follows_the_option_or_the_extension(string format, string codec)
    {
        Answer byOption = Terminal.Run("master", _mix, "--format", format, "--json", "-").Done();
        Assert.Contains($"mix.master.{format}", _workshop.Names());
        Assert.Equal(codec, (string)byOption.Only["result"]!["codec"]!);

        string named = _workshop.File($"named.{format}");
        Answer byName = Terminal.Run("master", _mix, "-o", named, "--json", "-").Done();
        Assert.Equal(codec, (string)byName.Only["result"]!["codec"]!);
        Assert.Equal(File.ReadAllBytes(named).Length, new FileInfo(_workshop.File($"mix.master.{format}")).Length);
        Assert.Equal(3, _workshop.Names().Length); // nothing hidden stays behind

        double peak = (double)byName.Only["result"]!["loudness"]!["truePeakDbtp"]!;
        Assert.True(peak <= -1 + 0.05, $"{peak} dBTP after decoding");
    }

    [Theory]
    [InlineData("16", "pcm_s16le")]
    [InlineData("24", "pcm_s24le")]
    [InlineData("32f", "pcm_f32le")]
    public void The_precision_is_what_was_asked_for(string bits, string codec) =>
        Assert.Equal(codec, (string)Terminal.Run("master", _mix, "--bits", bits, "--json", "-").Done().Only["result"]!["codec"]!);

    [Theory]
    [InlineData("16", "pcm_s16le")]
    [InlineData("32", "pcm_f32le")]
    public void Precision_and_rate_set_by_hand_are_those_of_the_file(string bits, string codec)
    {
        Answer answer = Terminal.Run("master", _mix, "--set", $"delivery.bits={bits}", "--set", "rate.rateHz=32000", "--json", "-").Done();
        Assert.Equal(codec, (string)answer.Only["result"]!["codec"]!);
        Assert.Equal(32_000, (int)answer.Only["result"]!["sampleRateHz"]!);
    }

    [Fact]
    public void What_the_format_cannot_carry_is_refused_when_set_by_hand()
    {
        Terminal.Run("master", _mix, "--format", "opus", "--set", "rate.rateHz=44100").Fails(2, "48000");
        Terminal.Run("master", _mix, "--format", "flac", "--set", "delivery.bits=32").Fails(2, "FLAC");
        Assert.Equal(["mix.wav"], _workshop.Names());
    }

    [Fact]
    public void The_rate_is_what_was_asked_for_and_the_change_is_mentioned()
    {
        Answer answer = Terminal.Run("master", _mix, "--rate", "48000", "--json", "-").Done();
        Assert.Equal(48_000, (int)answer.Only["result"]!["sampleRateHz"]!);
        Assert.Contains("rateChanged", Report.Warnings(answer.Only));
        SoundFile.Read(_workshop.File("mix.master.wav"), out int rateHz);
        Assert.Equal(48_000, rateHz);
    }

    [Fact]
    public void Opus_takes_the_only_rate_it_has_and_says_so()
    {
        Answer answer = Terminal.Run("master", _mix, "--format", "opus", "--json", "-").Done();
        Assert.Equal(48_000, (int)answer.Only["result"]!["sampleRateHz"]!);
        Assert.Contains("rateChanged", Report.Warnings(answer.Only));
    }

    [Fact]
    public void Mono_stays_mono_and_keeps_its_length()
    {
        string mono = _workshop.File("mono.wav");
        AudioBuffer sound = ShapedNoise.Pink(0.05, RateHz, seconds: 1, channels: 1);
        SoundFile.Write(mono, sound, RateHz);
        Terminal.Run("master", mono, "--width", "5").Done();
        AudioBuffer master = SoundFile.Read(_workshop.File("mono.master.wav"));
        Assert.Equal(1, master.Channels);
        Assert.Equal(sound.Frames, master.Frames);
    }

    [Fact]
    public void An_existing_file_is_replaced_only_with_force()
    {
        string output = _workshop.File("done.wav");
        File.WriteAllText(output, "precious");
        Terminal.Run("master", _mix, "-o", output).Fails(4, "done.wav", "--force");
        Assert.Equal("precious", File.ReadAllText(output));
        Terminal.Run("master", _mix, "-o", output, "--force").Done();
        Assert.True(new FileInfo(output).Length > 100_000);
        Assert.Equal(["done.wav", "mix.wav"], _workshop.Names());
    }

    [Fact]
    public void The_mix_itself_is_never_overwritten()
    {
        byte[] before = File.ReadAllBytes(_mix);
        string link = _workshop.File("link.wav");
        File.CreateSymbolicLink(link, _mix);
        Terminal.Run("master", _mix, "-o", _mix, "--force").Fails(4, "input");
        Terminal.Run("master", _mix, "-o", link, "--force").Fails(4, "input");
        Terminal.Run("master", link, "-o", _mix, "--force").Fails(4, "input");
        Terminal.Run("master", _mix, "-o", Path.Combine(_workshop.Root, ".", "mix.wav"), "--force").Fails(4, "input");
        Terminal.Run("master", _mix, "--force", "--save-plan", _mix).Fails(4, "mix.wav");
        Terminal.Run("master", _mix, "--force", "--json", _mix).Fails(4, "mix.wav");
        Assert.Equal(before, File.ReadAllBytes(_mix));
        Assert.Equal(["link.wav", "mix.wav"], _workshop.Names());
    }

    [Fact]
    public void A_folder_takes_the_masters_of_several_mixes()
    {
        string second = _workshop.File("second.wav");
        File.Copy(_mix, second);
        string folder = _workshop.File("masters");
        Answer answer = Terminal.Run("master", _mix, second, "-o", folder, "--format", "flac", "--json", "-").Done();
        Assert.Equal(2, answer.Json.AsArray().Count);
        Assert.Equal(
            ["masters", Path.Combine("masters", "mix.master.flac"), Path.Combine("masters", "second.master.flac"), "mix.wav", "second.wav"], _workshop.Names());
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_an_output_fault()
    {
        Terminal.Run("master", _mix, "-o", _workshop.File("nowhere/master.wav")).Fails(4, "nowhere");
        Terminal.Run("master", _mix, "-o", "/dev/null").Fails(4);
        Terminal.Run("master", _mix, "-o", "/dev/full", "--force").Fails(4, "device");
        Terminal.Run("master", _mix, "--json", "/dev/null", "--force").Fails(4, "/dev/null", "device");
        Terminal.Run("master", _mix, "--save-plan", _workshop.File("nowhere/plan.json")).Fails(4, "nowhere");
        Terminal.Run("master", _mix, "-o", "/proc/master.wav").Fails(4);
        string pipe = _workshop.File("pipe.wav");
        ExternalProgram.Run("mkfifo", pipe);
        Terminal.Run("master", _mix, "-o", pipe, "--force").Fails(4, "pipe");
        Terminal.Run("master", _mix, "--json", pipe, "--force").Fails(4, "pipe");
        Assert.Equal(["mix.wav", "pipe.wav"], _workshop.Names());
    }

    [Fact]
    public void Report_and_plan_appear_where_they_were_wanted()
    {
        Answer answer = Terminal.Run("master", _mix, "--json", _workshop.File("report.json"), "--save-plan", _workshop.File("plan.json")).Done();
        Assert.Contains("Mastered", answer.Out, StringComparison.Ordinal);
        Contract.IsReport(System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(_workshop.File("report.json")))!.AsArray()[0]);
        Assert.Equal(["mix.master.wav", "mix.wav", "plan.json", "report.json"], _workshop.Names());
    }
}
