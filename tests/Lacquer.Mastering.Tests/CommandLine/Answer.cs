using System.Text.Json.Nodes;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>How one run of the program ended.</summary>
internal sealed record Answer
{
    public required int ExitCode { get; init; }

    public required string Out { get; init; }

    public required string Error { get; init; }

    /// <summary>Standard output as JSON; it may hold nothing else.</summary>
    public JsonNode Json => JsonNode.Parse(Out)!;

    /// <summary>The only object of the array that was printed.</summary>
    public JsonObject Only => Assert.Single(Json.AsArray())!.AsObject();

    /// <summary>It ended well and had nothing to complain about.</summary>
    public Answer Done()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
        Assert.Equal("", Error);
        return this;
    }

    /// <summary>It ended well, with a warning in one line: without its folder of models no style of music is told.</summary>
    public Answer Warns()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
        Assert.StartsWith("lacquer: warning: ", Assert.Single(Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        return this;
    }

    /// <summary>It failed with this code and one clear line that holds every given word.</summary>
    public Answer Fails(int exitCode, params string[] words)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} instead of {exitCode}: {Error}{Out}");
        string line = Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("lacquer: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));
        return this;
    }
}
