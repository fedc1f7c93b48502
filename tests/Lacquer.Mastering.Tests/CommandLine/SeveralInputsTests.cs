using System.Text.Json.Nodes;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>One bad file fails alone.</summary>
public sealed class SeveralInputsTests
{
    [Fact]
    public void The_good_ones_are_mastered_and_the_lowest_failure_is_the_exit_code()
    {
        using var workshop = new Workshop();
        string[] files = ["good.wav", "text.wav", "taken.wav", "missing.wav", "fine.wav"];
        files = Array.ConvertAll(files, workshop.File);
        foreach (int good in (int[])[0, 2, 4])
        {
            SoundFile.Write(files[good], ShapedNoise.Pink(0.05, 44_100, seconds: 1, seed: good + 1), 44_100);
        }

        File.WriteAllText(files[1], "no sound at all");
        string folder = workshop.File("out");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "taken.master.wav"), "precious");

        Answer answer = Terminal.Run(["master", .. files, "-o", folder, "--json", "-"]);

        Assert.Equal(3, answer.ExitCode); // 3 (two inputs) is lower than 4 (an output)
        string[] lines = answer.Error.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("lacquer: ", line, StringComparison.Ordinal));
        JsonArray reports = answer.Json.AsArray();
        Assert.Equal(files, reports.Select(report => (string)report!["file"]!));
        Contract.IsReport(reports[0]);
        Contract.IsFailure(reports[1], files[1]);
        Contract.IsFailure(reports[2], files[2]);
        Contract.IsFailure(reports[3], files[3]);
        Contract.IsReport(reports[4]);
        Assert.Equal("precious", File.ReadAllText(Path.Combine(folder, "taken.master.wav")));
        Assert.Equal(["fine.master.wav", "good.master.wav", "taken.master.wav"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Analysing_goes_on_after_a_bad_file()
    {
        using var workshop = new Workshop();
        string good = workshop.File("good.wav");
        string bad = workshop.File("bad.wav");
        SoundFile.Write(good, ShapedNoise.Pink(0.05, 44_100, seconds: 1), 44_100);
        File.WriteAllBytes(bad, []);
        Answer answer = Terminal.Run("analyze", bad, good, "--json").Fails(3, "bad.wav");
        Contract.IsFailure(answer.Json.AsArray()[0], bad);
        Contract.IsAnalysis(answer.Json.AsArray()[1]);
    }
}
