using System.Text.Json.Nodes;
using Lacquer.Dsp;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>A mix that is already right is left alone.</summary>
public sealed class VerdictTests(Excerpts excerpts) : IDisposable
{
    private readonly Workshop _workshop = new();

    public static TheoryData<int> Numbers => Excerpts.Numbers;

    public void Dispose() => _workshop.Dispose();

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Its_own_master_is_left_alone_when_it_is_mastered_again(int number)
    {
        foreach (string[] target in (string[][])[[], ["--loudness", "-14"], ["--loudness", "-9"]])
        {
            string first = _workshop.File("first.wav");
            string second = _workshop.File("second.wav");
            Terminal.Run(["master", excerpts[number], "-o", first, "--force", "--json", "-", .. target]).Done();
            JsonObject again = Terminal.Run(["master", first, "-o", second, "--force", "--json", "-", .. target]).Done().Only;
            Assert.Contains((string)again["verdict"]!, (string[])["levelOnly", "untouched"]);
            AudioBuffer a = SoundFile.Read(first, out int rateHz);
            double change = Measure.ChangeDb(a, SoundFile.Read(second), rateHz);
            Assert.True(change < 0.3, $"{change:0.00} dB the second time");
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Its_own_master_is_only_turned_down_for_a_quieter_target(int number)
    {
        string first = _workshop.File("first.wav");
        Terminal.Run("master", excerpts[number], "-o", first, "--json", "-").Done();
        JsonObject again = Terminal.Run("master", first, "-o", _workshop.File("second.wav"), "--json", "-", "--loudness", "-16").Done().Only;
        Assert.Equal("levelOnly", (string)again["verdict"]!);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_finished_master_still_follows_what_is_asked_for(int number)
    {
        string first = _workshop.File("first.wav");
        Terminal.Run("master", excerpts[number], "-o", first, "--json", "-", "--loudness", "-14").Done();
        JsonObject brighter = Terminal.Run("master", first, "-o", _workshop.File("second.wav"), "--json", "-", "--loudness", "-14", "--eq", "5").Done().Only;
        Assert.Equal("mastered", (string)brighter["verdict"]!);
    }

    [Fact]
    public void Level_alone_is_a_verdict_and_so_is_nothing()
    {
        string[] off = [.. ((string[])["cleanup", "equalizer", "resonance", "dynamics", "image", "compressor", "deesser", "saturation"]).SelectMany(stage => (string[])["--bypass", stage])];
        string output = _workshop.File("out.wav");
        JsonObject level = Terminal.Run(["master", excerpts.First, "-o", output, "--force", "--loudness", "-16", "--json", "-", .. off]).Done().Only;
        Assert.Equal("levelOnly", (string)level["verdict"]!);
        JsonObject nothing = Terminal.Run(["master", excerpts.First, "-o", output, "--force", "--bypass", "loudness", "--json", "-", .. off]).Done().Only;
        Assert.Equal("untouched", (string)nothing["verdict"]!);
    }
}
