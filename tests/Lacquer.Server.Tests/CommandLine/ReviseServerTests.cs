using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.CommandLine;

/// <summary><c>revise --server</c> makes what revise makes here, and keeps the project here.</summary>
public sealed class ReviseServerTests(Studio studio) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lacquer-revise-").FullName;

    private string Server => studio.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_revision_is_the_same_as_on_this_machine()
    {
        string song = PathOf("revised-there.wav");
        File.WriteAllBytes(song, Studio.Song(2));
        string[][] steps =
        [
            ["master", song, "--eq", "2", "--project"],
            ["revise", "--note", "a touch warmer", "--lock", "compressor"],
            ["revise", "--volume", "2", "--format", "flac", "--bits", "16"],
            ["revise", "--note", "undo the last change"],
            ["revise", "--restore", "1"],
        ];
        for (int i = 0; i < steps.Length; i++)
        {
            string extension = steps[i].Contains("flac") || i == 3 ? "flac" : "wav";
            string[] Line(string place, params string[] more) => steps[i][0] == "master"
                ? [.. steps[i], PathOf($"{place}.project.json"), "-o", PathOf($"{place}{i}.wav"), .. more]
                : ["revise", PathOf($"{place}.project.json"), .. steps[i][1..], "-o", PathOf($"{place}{i}.{extension}"), "--json", PathOf($"{place}{i}.json"), "--report", PathOf($"{place}{i}.html"), .. more];
            Command here = await Command.RunAsync(null, Line("here")), there = await Command.RunAsync(null, Line("there", "--server", Server));
            Assert.True((here.ExitCode, there.ExitCode) == (0, 0), here.Error + there.Error);
            string file = i == 0 ? "0.wav" : $"{i}.{extension}";
            Assert.Equal(File.ReadAllBytes(PathOf("here" + file)), File.ReadAllBytes(PathOf("there" + file)));
            Assert.Equal(Told(here), Told(there));
            Assert.Equal(Kept("here"), Kept("there"));
            if (i > 0)
            {
                Assert.Equal(Report($"here{i}"), Report($"there{i}"));
                Assert.Contains("id=\"moves\"", File.ReadAllText(PathOf($"there{i}.html")), StringComparison.Ordinal);
            }
        }

        // The master that began it stays there, as every master; what its revisions needed does not.
        JsonObject uploads = await studio.JsonAsync("/v1/uploads?limit=200");
        Assert.Single(uploads["items"]!.AsArray(), item => Studio.Text(item!, "name") == "revised-there.wav");

        // A project that was begun here goes on there, and the other way round.
        Command other = await Command.RunAsync(null, "revise", PathOf("here.project.json"), "--eq", "5", "-o", PathOf("other.wav"), "--server", Server);
        Command back = await Command.RunAsync(null, "revise", PathOf("there.project.json"), "--eq", "5", "-o", PathOf("back.wav"));
        Assert.True((other.ExitCode, back.ExitCode) == (0, 0), other.Error + back.Error);
        Assert.Equal(File.ReadAllBytes(PathOf("back.wav")), File.ReadAllBytes(PathOf("other.wav")));
    }

    [Fact]
    public async Task What_hinders_leaves_the_project_as_it_was()
    {
        string song = PathOf("song.wav"), project = PathOf("song.project.json");
        File.WriteAllBytes(song, Studio.Song(1));
        Assert.Equal(0, (await Command.RunAsync(null, "master", song, "--project", project, "-o", PathOf("first.wav"))).ExitCode);
        string before = File.ReadAllText(project);
        (string[] More, int ExitCode, string Says)[] cases =
        [
            (["--eq", "4", "--server", "http://127.0.0.1:9"], 5, "does not answer"),
            (["--note", "undo the last change", "--server", Server], 2, "nothing to go back to"),
            (["--set", "loudness.nothing=1", "--server", Server], 2, "nothing"),
            (["--server", Server], 2, "say what to change"),
        ];
        foreach ((string[] more, int exitCode, string says) in cases)
        {
            Command answer = await Command.RunAsync(null, ["revise", project, "-o", PathOf("next.wav"), .. more]);
            Assert.True(exitCode == answer.ExitCode && answer.Error.Contains(says, StringComparison.Ordinal) && answer.Error.Trim().Split('\n').Length == 1, $"{string.Join(' ', more)}: {answer.ExitCode} {answer.Error}");
        }

        Assert.Equal(before, File.ReadAllText(project));
        Assert.False(File.Exists(PathOf("next.wav")));
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private static string[] Told(Command command) => [.. command.Out.Replace("there", "here", StringComparison.Ordinal).Split('\n').Where(line => !line.Contains("real time", StringComparison.Ordinal))];

    /// <summary>The project without the time of the clock.</summary>
    private string Kept(string place)
    {
        JsonNode project = JsonNode.Parse(File.ReadAllText(PathOf($"{place}.project.json")))!;
        foreach (JsonNode? revision in project["revisions"]!.AsArray())
        {
            revision!.AsObject().Remove("made");
        }

        return project.ToJsonString().Replace($"/{place}", "/", StringComparison.Ordinal);
    }

    private string Report(string place)
    {
        JsonArray reports = JsonNode.Parse(File.ReadAllText(PathOf($"{place}.json")))!.AsArray();
        reports[0]!.AsObject().Remove("timings");
        return reports.ToJsonString().Replace($"/{place}", "/", StringComparison.Ordinal);
    }
}
