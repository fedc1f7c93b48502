using System.Text.Json.Nodes;
using Lacquer.Dsp;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Level-matched comparison of two files.</summary>
public sealed class CompareTests(Excerpts excerpts) : IDisposable
{
    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void A_file_does_not_differ_from_itself()
    {
        JsonObject comparison = Compare(excerpts.First, excerpts.First);
        Assert.Null(comparison["residualDb"]); // −∞ does not exist in JSON
        Assert.Equal(0, (double)comparison["gainDb"]!);
        Assert.Equal(0, (double)comparison["tone"]!["rmsDb"]!);
        Assert.Equal(0, (double)comparison["width"]!["differenceDb"]!);
        Assert.Equal(0, (double)comparison["loudness"]!["differenceLu"]!);
    }

    [Fact]
    public void A_change_of_level_alone_is_matched_away()
    {
        AudioBuffer sound = SoundFile.Read(excerpts.First, out int rateHz);
        for (int c = 0; c < sound.Channels; c++)
        {
            foreach (ref float sample in sound.Channel(c))
            {
                sample *= 0.25f;
            }
        }

        string quieter = _workshop.File("quieter.wav");
        SoundFile.Write(quieter, sound, rateHz);
        JsonObject comparison = Compare(excerpts.First, quieter);
        Assert.Equal(12.04, (double)comparison["gainDb"]!, 0.01);
        Assert.Equal(-12.04, (double)comparison["loudness"]!["differenceLu"]!, 0.01);
        Assert.True(Report.Number(comparison["residualDb"]) is double.NaN or < -60, $"residual {comparison["residualDb"]} dB");
        Assert.Equal(0, (double)comparison["tone"]!["rmsDb"]!, 0.01);
    }

    [Fact]
    public void Each_difference_has_its_name()
    {
        string master = _workshop.File("master.wav");
        Terminal.Run("master", excerpts.First, "-o", master, "--style", "open").Done();
        JsonObject comparison = Compare(excerpts.First, master);
        Assert.Equal(excerpts.First, (string)comparison["a"]!);
        Assert.Equal(master, (string)comparison["b"]!);
        Assert.InRange((double)comparison["residualDb"]!, -40, 0);
        Assert.InRange((double)comparison["tone"]!["rmsDb"]!, 0.1, 6);
        Assert.Equal(31, comparison["tone"]!["differenceDb"]!.AsArray().Count);
        Assert.Equal(
            (double)comparison["loudness"]!["bLufs"]! - (double)comparison["loudness"]!["aLufs"]!, (double)comparison["loudness"]!["differenceLu"]!, 0.002);
        Assert.NotNull(comparison["width"]!["differenceDb"]);
        Assert.DoesNotContain("NaN", Terminal.Run("compare", excerpts.First, master).Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_at_fault_is_named()
    {
        string missing = _workshop.File("missing.wav");
        Terminal.Run("compare", excerpts.First, missing).Fails(3, missing);
        Terminal.Run("compare", missing, excerpts.First).Fails(3, missing);
    }

    [Fact]
    public void Silence_compares_to_nothing()
    {
        string silence = _workshop.File("silence.wav");
        SoundFile.Write(silence, new AudioBuffer(2, 88_200), 44_100);
        JsonObject comparison = Compare(excerpts.First, silence);
        Assert.Null(comparison["residualDb"]);
        Assert.Null(comparison["gainDb"]);
        Assert.Null(comparison["loudness"]!["bLufs"]);
    }

    private static JsonObject Compare(string a, string b) => Terminal.Run("compare", a, b, "--json").Done().Json.AsObject();
}
