using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Lacquer.Dsp;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Networks;
using Lacquer.Mastering.Tests.Networks;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary><c>lacquer evaluate</c> on three short tracks, with small models of random weights.</summary>
public sealed class EvaluateTests : IDisposable
{
    private readonly Workshop _workshop = new();
    private readonly Excerpts _excerpts;
    private readonly string _models;
    private readonly string _music;
    private readonly string _page;

    public EvaluateTests(Excerpts excerpts)
    {
        _excerpts = excerpts;
        (_models, _music, _page) = (_workshop.File("models"), _workshop.File("music"), _workshop.File("page.md"));
        Directory.CreateDirectory(_models);
        Directory.CreateDirectory(_music);
        foreach (string name in (string[])[LearnedJudge.FileName, "baselines.safetensors", "style.safetensors"])
        {
            File.Copy(Path.Combine(Safetensors.Folder, name), Path.Combine(_models, name));
        }

        File.Copy(Path.Combine(Safetensors.Folder, LearnedJudge.FileName), Path.Combine(_models, "tone-unpretrained.safetensors"));
    }

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void Faults_are_scored_and_written_down()
    {
        string manifest = Music(tracks: 3, seconds: 13);
        string json = _workshop.File("found.json");
        Evaluate(_music, "--manifest", manifest, "--draws", "2", "--no-render", "-o", _page, "--json", json).Done();
        JsonNode found = JsonNode.Parse(File.ReadAllText(json))!;
        Assert.Equal(3, (int)found["songs"]!);
        Assert.Equal(6, (int)found["faults"]!["cases"]!);
        Assert.Equal(64, ((string)found["modelSha256"]!).Length);
        Assert.Null(found["rendered"]);
        JsonArray judges = found["faults"]!["judges"]!.AsArray();
        Assert.Equal(
            ["nothing", "meanCurve", "dampedMean", "lmmse", "plainNetwork", "statistical", "unpretrained", "model", "shipped", "matchStyle", "matchOriginal"],
            judges.Select(judge => (string)judge!["key"]!));
        Assert.Equal(0, (double)judges[0]!["removedPercent"]!["value"]!);
        Assert.True((double)judges[^1]!["removedPercent"]!["value"]! > 90);
        JsonArray informed = found["faults"]!["information"]!.AsArray();
        Assert.True((double)informed[^1]!["removedPercent"]!["value"]! > (double)informed[0]!["removedPercent"]!["value"]!);
        string page = File.ReadAllText(_page);
        Assert.All((string[])["## Goals", "## Judges", "## What information adds", "pictures/evaluation-judges.png", "LMMSE"], text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);

        // A second run keeps what people wrote, and finds the same.
        File.WriteAllText(_page, "# Ours\n\n" + page + "Limits.\n");
        Evaluate(_music, "--manifest", manifest, "--draws", "2", "--no-render", "-o", _page, "--json", json, "--force").Done();
        Assert.StartsWith("# Ours\n", File.ReadAllText(_page), StringComparison.Ordinal);
        Assert.EndsWith("Limits.\n", File.ReadAllText(_page), StringComparison.Ordinal);
        Assert.Equal(found.ToJsonString(), JsonNode.Parse(File.ReadAllText(json))!.ToJsonString());
    }

    [Fact]
    public void Excerpts_are_mastered_and_measured_and_what_is_missing_is_named()
    {
        string manifest = Music(tracks: 2, seconds: 6);
        File.AppendAllText(manifest, "test,gone,1,gone.wav,ab,1,,\n");
        Answer answer = Evaluate(_music, "--manifest", manifest, "--draws", "1", "-o", _page, "--json", "-");
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("gone.wav", Assert.Single(answer.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.Equal("gone/gone.wav", (string)answer.Json["missing"]![0]!["file"]!);
        JsonNode rendered = answer.Json["rendered"]!;
        Assert.Equal(2, (int)rendered["excerpts"]!);
        Assert.Equal(["loudnessOnly", "statistical", "unpretrained", "learned"], rendered["ways"]!.AsArray().Select(way => (string)way!["key"]!));
        Assert.All(rendered["ways"]!.AsArray(), way =>
        {
            Assert.InRange((double)way!["spoilt"]!["loudnessLu"]!["value"]!, 0, 0.15); // exact loudness: docs/contract.md
            Assert.True((double)way["spoilt"]!["toneDb"]!["value"]! > (double)way["clean"]!["toneDb"]!["value"]!);
            Assert.True((double)way["spoilt"]!["stftMid"]!["value"]! > (double)way["clean"]!["stftMid"]!["value"]!);
        });
        JsonNode loudnessOnly = rendered["ways"]![0]!;
        Assert.InRange((double)loudnessOnly["clean"]!["toneDb"]!["value"]!, 0, 0.3);
        Assert.Equal(0, (double)loudnessOnly["againstLoudnessOnly"]!["toneDb"]!["value"]!);
        Assert.Contains("1 of 3 tracks", File.ReadAllText(_page), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_done_ends_with_one_clear_line()
    {
        string manifest = Music(tracks: 1, seconds: 2);
        Evaluate(_workshop.File("nowhere"), "--manifest", manifest, "-o", _page).Fails(3, "nowhere", "training/dataset.py");
        Evaluate(_music, "--manifest", _workshop.File("none.csv"), "-o", _page).Fails(3, "none.csv");
        Evaluate(_music, "--manifest", manifest, "--split", "moon", "-o", _page).Fails(3, "moon");
        Evaluate(_models, "--manifest", manifest, "-o", _page).Fails(3, "none of the 1 tracks");
        Evaluate(_music, "--manifest", manifest, "--draws", "0", "-o", _page).Fails(2, "--draws", "1 to 1000");
        Evaluate(_music, "--manifest", manifest, "--seed", "x", "-o", _page).Fails(2, "--seed");
        File.WriteAllText(_page, "by hand");
        Evaluate(_music, "--manifest", manifest, "-o", _page).Fails(4, "page.md", "marks", "--force");
        Assert.Equal("by hand", File.ReadAllText(_page));
        File.Delete(_page);
        File.Delete(Path.Combine(_models, "baselines.safetensors"));
        Evaluate(_music, "--manifest", manifest, "-o", _page).Fails(5, "baselines.safetensors");
        Assert.False(File.Exists(_page));
    }

    private Answer Evaluate(params string[] arguments) => Terminal.RunApart(ModelFolder.Variable, _models, ["evaluate", .. arguments]);

    /// <summary>A folder with some tracks of two packages, and its manifest.</summary>
    private string Music(int tracks, int seconds)
    {
        string manifest = _workshop.File("manifest.csv");
        var lines = new List<string> { "split,package,version,path,sha256,seconds,artist,licence" };
        for (int t = 0; t < tracks; t++)
        {
            string package = t < 2 ? "first" : "second";
            Directory.CreateDirectory(Path.Combine(_music, package));
            AudioBuffer sound = SoundFile.Read(_excerpts[t], out int rateHz);
            string path = Path.Combine(_music, package, $"{t}.wav");
            SoundFile.Write(path, sound.AsBlock(0, seconds * rateHz), rateHz, "wav", "16");
            lines.Add($"test,{package},1,{t}.wav,{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))},{seconds},,");
        }

        File.WriteAllLines(manifest, lines);
        return manifest;
    }
}
