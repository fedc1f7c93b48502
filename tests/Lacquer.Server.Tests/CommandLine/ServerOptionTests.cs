using System.Text.Json.Nodes;
using Lacquer.Server.Accounts;
using Lacquer.Server.Tests.Accounts;

namespace Lacquer.Server.Tests.CommandLine;

/// <summary><c>--server</c> gives what the same command gives without it, and says in one line what hinders it.</summary>
public sealed class ServerOptionTests(Studio studio) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lacquer-remote-").FullName;

    private string Server => studio.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_service_masters_to_the_same_bytes_as_this_machine()
    {
        string song = Write("song.wav", Studio.Song(4)), reference = Write("reference.wav", Studio.Song(4, seed: 9));
        string preset = Write("mine.json", """{ "controls": { "style": "warm", "volume": 2 }, "set": ["loudness.gainDb=1@1-2"] }"""u8.ToArray());
        string[] wishes = ["--preset", preset, "--eq", "4", "--reference", reference, "--match", "60", "--format", "flac", "--bits", "16", "--bypass", "saturation"];
        string[] Names(string place) =>
        [
            "-o", PathOf($"{place}.flac"), "--json", PathOf($"{place}.json"), "--save-plan", PathOf($"{place}.plan.json"), "--report", PathOf($"{place}.html"),
        ];
        Command here = await Command.RunAsync(null, ["master", song, .. Names("here"), .. wishes]);
        Command there = await Command.RunAsync(null, ["master", song, .. Names("there"), .. wishes, "--server", Server]);
        Assert.True((here.ExitCode, there.ExitCode) == (0, 0), here.Error + there.Error);
        Assert.Equal(File.ReadAllBytes(PathOf("here.flac")), File.ReadAllBytes(PathOf("there.flac")));
        Assert.Equal(File.ReadAllText(PathOf("here.plan.json")), File.ReadAllText(PathOf("there.plan.json")));
        Assert.Equal(WithoutTimes("here"), WithoutTimes("there").Replace("there.flac", "here.flac", StringComparison.Ordinal));
        Assert.Contains("id=\"moves\"", File.ReadAllText(PathOf("there.html")), StringComparison.Ordinal);
        string[] Told(Command command) => [.. command.Out.Replace("there.", "here.", StringComparison.Ordinal).Split('\n').Where(line => !line.Contains("real time", StringComparison.Ordinal))];
        Assert.Equal(Told(here), Told(there));

        // The plan repeats it, here or there; an existing file stays.
        Command again = await Command.RunAsync(null, "master", song, "-o", PathOf("again.flac"), "--bits", "16", "--plan", PathOf("there.plan.json"), "--server", Server);
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(File.ReadAllBytes(PathOf("here.flac")), File.ReadAllBytes(PathOf("again.flac")));
        Command taken = await Command.RunAsync(null, "master", song, "-o", PathOf("again.flac"), "--server", Server);
        Assert.Equal((4, 1), (taken.ExitCode, taken.Error.Trim().Split('\n').Length));
    }

    [Fact]
    public async Task One_bad_file_fails_alone_with_the_code_that_it_has_here()
    {
        string good = Write("good.wav", Studio.Song(1)), bad = Write("bad.wav", "no sound"u8.ToArray()), nothing = PathOf("nothing.wav");
        Command there = await Command.RunAsync(null, "master", bad, nothing, good, "-o", PathOf("out/"), "--json", "-", "--server", Server);
        Command here = await Command.RunAsync(null, "master", bad, nothing, good, "-o", PathOf("local/"), "--json", "-");
        Assert.Equal((3, 3), (here.ExitCode, there.ExitCode));
        Assert.Equal(2, there.Error.Trim().Split('\n').Length);
        Assert.True(File.Exists(PathOf("out/good.master.wav")));
        string[] Codes(Command command) => [.. JsonNode.Parse(command.Out)!.AsArray().Select(one => one!["error"]?["code"]?.GetValue<string>() ?? "done")];
        Assert.Equal(Codes(here), Codes(there));
        Assert.Equal(["good.master.wav"], Directory.GetFiles(PathOf("out")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Analyze_says_the_same_and_leaves_nothing_there()
    {
        string song = Write("heard-once.wav", Studio.Song(2));
        Command here = await Command.RunAsync(null, "analyze", song);
        Command there = await Command.RunAsync(null, "analyze", song, "--server", Server);
        Assert.True(there.ExitCode == 0, there.Error);
        Assert.Equal(here.Out, there.Out);
        Command json = await Command.RunAsync(null, "analyze", song, "--json", "--save-reference", PathOf("there.json"), "--server", Server);
        Assert.Equal((await Command.RunAsync(null, "analyze", song, "--json", "--save-reference", PathOf("here.json"))).Out, json.Out);
        Assert.Equal(File.ReadAllText(PathOf("here.json")), File.ReadAllText(PathOf("there.json")));
        Assert.DoesNotContain("\"heard-once.wav\"", await studio.Http.GetStringAsync("/v1/uploads?limit=100", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_hinders_is_one_line_with_a_code()
    {
        string song = Write("song.wav", Studio.Song(1));
        var free = new Plan { MastersAMonth = 0, Formats = ["mp3"] };
        await using var service = new Studio { With = settings => AccountStudio.On(settings) with { SignUpPlan = "free", Plans = new Dictionary<string, Plan>(StringComparer.Ordinal) { ["free"] = free } } };
        await service.InitializeAsync();
        using Person person = await Person.NewAsync(service);
        string key = Studio.Text(await person.KeyAsync("read", "master"), "key");
        string readOnly = Studio.Text(await person.KeyAsync("read"), "key");
        string there = service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        (string? Key, string Address, string[] More, int ExitCode, string Says)[] cases =
        [
            (null, "http://127.0.0.1:9", [], 5, "does not answer"),
            (null, there, [], 5, "LACQUER_API_KEY"),
            ("lq_wrong", there, [], 5, "LACQUER_API_KEY"),
            (readOnly, there, [], 5, "scope"),
            (key, there, [], 5, "wav needs another"),
            (key, there, ["--format", "mp3"], 5, "Try again in"),
            (key, "http://192.0.2.1", [], 2, "https"),
            (null, "here", [], 2, "--server"),
            (null, Server, ["--set", "loudness.nothing=1"], 2, "nothing"),
        ];
        foreach ((string? with, string address, string[] more, int exitCode, string says) in cases)
        {
            Command answer = await Command.RunAsync(with, ["master", song, "-o", PathOf("out." + (more.Contains("mp3") ? "mp3" : "wav")), "--server", address, .. more]);
            Assert.True(exitCode == answer.ExitCode && answer.Error.Contains(says, StringComparison.Ordinal) && answer.Error.Trim().Split('\n').Length == 1, $"{address} {string.Join(' ', more)}: {answer.ExitCode} {answer.Error}");
            Assert.True(with is null || !answer.Error.Contains(with, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(Directory.GetFiles(_folder), path => Path.GetFileName(path) is not "song.wav");
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    private string WithoutTimes(string place)
    {
        JsonArray reports = JsonNode.Parse(File.ReadAllText(PathOf($"{place}.json")))!.AsArray();
        reports[0]!.AsObject().Remove("timings");
        return reports.ToJsonString();
    }
}
