using System.CommandLine;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.Mastering.Decision;

namespace Lacquer.Cli;

/// <summary>The options that become <see cref="Controls"/>.</summary>
internal sealed class ControlOptions
{
    private readonly Option<string?>[] _options =
    [
        new("--decision") { Description = "learned or statistical: who judges what the mix needs", HelpName = "DECISION" },
        new("--style") { Description = "warm, balanced or open", HelpName = "STYLE" },
        new("--genre") { Description = "style of music: auto or " + string.Join(", ", StyleLabels.All), HelpName = "auto|GENRE" },
        new("--intensity") { Description = "low, medium or high", HelpName = "INTENSITY" },
        Step("--volume", "loudness around the intensity's own, 1–5"),
        new("--loudness") { Description = "LUFS, or a target's name such as spotify", HelpName = "LUFS|NAME" },
        new("--ceiling") { Description = "highest true peak, default -1 dBTP", HelpName = "DBTP" },
        Step("--strength", "how far processing goes, 1–5"),
        Step("--compression", "control of dynamics, 1–5"),
        Step("--eq", "1 dark … 5 bright"),
        Step("--width", "1 narrower … 5 wider"),
        Step("--deharsh", "how hard harshness is held down, 1–5"),
    ];

    public void AddTo(Command command)
    {
        foreach (Option<string?> option in _options)
        {
            command.Add(option);
        }
    }

    /// <summary>What was given, by the control's name.</summary>
    public IReadOnlyDictionary<string, string> Given(ParseResult parsed)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Option<string?> option in _options)
        {
            if (parsed.GetValue(option) is { } value)
            {
                given[option.Name.TrimStart('-')] = value;
            }
        }

        return given;
    }

    private static Option<string?> Step(string name, string description) => new(name) { Description = description, HelpName = "1–5" };
}
