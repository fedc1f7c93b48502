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
    public void A_finished_master_moves_little_when_it_is_mastered_again(int number)
    {
        string first = _workshop.File("first.wav");
        string second = _workshop.File("second.wav");
        JsonObject mastered = Terminal.Run("master", excerpts[number], "-o", first, "--json", "-").Done().Only;
        double lufs = Report.Loudness(mastered);
        JsonObject again = Terminal.Run("master", first, "-o", second, "--loudness", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{lufs}"), "--json", "-").Done().Only;
        AudioBuffer a = SoundFile.Read(first, out int rateHz);
        AudioBuffer mix = SoundFile.Read(excerpts[number]);
        double firstChange = Measure.ChangeDb(mix, a, rateHz);
        double change = Measure.ChangeDb(a, SoundFile.Read(second), rateHz);
        Assert.True(change < 0.5 || change < 0.5 * firstChange, $"{change:0.00} dB the second time, {firstChange:0.00} dB the first");
        Assert.Equal(lufs, Report.Loudness(again), 0.1);
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
