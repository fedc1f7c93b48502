using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Lacquer.Dsp;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary><c>lacquer evaluate --findings</c> on two short tracks.</summary>
public sealed class EvaluateFindingsTests(Excerpts excerpts) : IDisposable
{
    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void What_is_planted_is_found_and_written_down()
    {
        string manifest = Manifest(seconds: 12);
        (string page, string json) = (_workshop.File("page.md"), _workshop.File("found.json"));
        File.WriteAllText(page, "# Ours\n\n<!-- written by lacquer evaluate from here; text outside of the two marks stays -->\nwhat stood here\n<!-- written by lacquer evaluate to here -->\nLimits.\n");
        Terminal.Run("evaluate", _workshop.File("music"), "--findings", "--manifest", manifest, "-o", page, "--json", json).Done();
        JsonNode found = JsonNode.Parse(File.ReadAllText(json))!;
        Assert.Equal(2, (int)found["songs"]!);
        foreach (string code in (string[])["channelImbalance", "dcOffset", "silenceAtEnd", "silenceAtStart", "interSamplePeaks"])
        {
            JsonNode largest = Fault(found, code)["sizes"]![0]!;
            Assert.True((int)largest["excerpts"]! > 0, code);
            Assert.Equal(1, (double)largest["recall"]!);
        }

        // Silence and offset are not in music by construction.
        Assert.Equal(0, (int)Fault(found, "silenceAtStart")["sizes"]![0]!["falseAlarms"]!);
        Assert.Equal(0, (int)Fault(found, "dcOffset")["sizes"]![0]!["falseAlarms"]!);
        string text = File.ReadAllText(page);
        Assert.StartsWith("# Ours\n", text, StringComparison.Ordinal);
        Assert.EndsWith("Limits.\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("what stood here", text, StringComparison.Ordinal);
        Assert.Contains("| `dcOffset` | an offset in one channel | −40 dBFS | 1.00 |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Mixes_need_their_option_and_their_folder()
    {
        string manifest = Manifest(seconds: 2);
        Terminal.Run("evaluate", _workshop.File("music"), "--manifest", manifest, "--mixes", "x").Fails(2, "--mixes", "--findings");
        Terminal.Run("evaluate", _workshop.File("music"), "--findings", "--manifest", manifest, "-o", _workshop.File("p.md"), "--mixes", _workshop.File("nowhere")).Fails(3, "nowhere");
    }

    private static JsonNode Fault(JsonNode found, string code) => found["faults"]!.AsArray().First(fault => (string)fault!["code"]! == code)!;

    private string Manifest(int seconds)
    {
        string manifest = _workshop.File("manifest.csv");
        var lines = new List<string> { "split,package,version,path,sha256,seconds,artist,licence" };
        for (int t = 0; t < 2; t++)
        {
            string folder = Directory.CreateDirectory(Path.Combine(_workshop.File("music"), "one")).FullName;
            AudioBuffer sound = SoundFile.Read(excerpts[t], out int rateHz);
            string path = Path.Combine(folder, $"{t}.wav");
            SoundFile.Write(path, sound.AsBlock(0, seconds * rateHz), rateHz, "wav", "24");
            lines.Add($"test,one,1,{t}.wav,{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))},{seconds},,");
        }

        File.WriteAllLines(manifest, lines);
        return manifest;
    }
}
