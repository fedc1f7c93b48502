using System.Text.RegularExpressions;

namespace Lacquer.Architecture.Tests;

/// <summary>A stage may use the stages to its left, never to its right.</summary>
public sealed class DirectionOfFlowTests
{
    private static readonly string[] Stages = ["Analysis", "Decision", "Rendering", "Verification", "Reporting", "Evaluation"];

    [Theory]
    [InlineData("Analysis")]
    [InlineData("Decision")]
    [InlineData("Rendering")]
    [InlineData("Verification")]
    [InlineData("Reporting")]
    public void A_stage_never_names_a_stage_to_its_right(string stage)
    {
        string[] later = Stages[(Array.IndexOf(Stages, stage) + 1)..];
        var name = new Regex($@"\b({string.Join('|', later)})\.[A-Z]", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
        string folder = Path.Combine(SolutionRoot.Path, "src", "Lacquer.Mastering", stage);
        string[] files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);

        foreach (string file in files)
        {
            foreach (string line in File.ReadLines(file))
            {
                Match match = name.Match(line);
                Assert.False(match.Success, $"{Path.GetFileName(file)} names {match.Value}: {line.Trim()}");
                Assert.DoesNotMatch($@"using Lacquer\.Mastering\.({string.Join('|', later)})\b", line);
            }
        }
    }

    [Fact]
    public void Nothing_but_the_command_line_uses_the_evaluation()
    {
        string root = Path.Combine(SolutionRoot.Path, "src", "Lacquer.Mastering");
        string own = Path.Combine(root, "Evaluation") + Path.DirectorySeparatorChar;
        string[] others = [.. Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(own, StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];
        Assert.NotEmpty(others);
        Assert.All(others, file => Assert.DoesNotContain("Mastering.Evaluation", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Lacquer.Dsp", new string[0])]
    [InlineData("Lacquer.Audio", new[] { "Lacquer.Dsp" })]
    [InlineData("Lacquer.Mastering", new[] { "Lacquer.Dsp", "Lacquer.Audio" })]
    [InlineData("Lacquer.Server", new[] { "Lacquer.Dsp", "Lacquer.Audio", "Lacquer.Mastering" })]
    [InlineData("lacquer", new[] { "Lacquer.Dsp", "Lacquer.Audio", "Lacquer.Mastering", "Lacquer.Server" })]
    public void An_assembly_refers_only_to_those_below_it(string assembly, string[] allowed)
    {
        string[] referred = [.. System.Reflection.Assembly.Load(assembly).GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("Lacquer", StringComparison.OrdinalIgnoreCase))];

        Assert.All(referred, name => Assert.Contains(name, allowed));
    }

    [Fact]
    public void Signal_processing_needs_nothing_but_the_base_class_library()
    {
        string[] referred = [.. System.Reflection.Assembly.Load("Lacquer.Dsp").GetReferencedAssemblies().Select(name => name.Name!)];

        Assert.All(referred, name => Assert.StartsWith("System", name, StringComparison.Ordinal));
    }
}
