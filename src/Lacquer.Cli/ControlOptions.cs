using System.CommandLine;
using System.Globalization;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.Mastering.Decision;

namespace Lacquer.Cli;

/// <summary>The options that become <see cref="Controls"/>.</summary>
internal sealed class ControlOptions
{
    private readonly Option<string?> _decision = new("--decision") { Description = "learned or statistical: who judges what the mix needs", HelpName = "DECISION" };
    private readonly Option<string?> _style = new("--style") { Description = "warm, balanced or open", HelpName = "STYLE" };
    private readonly Option<string?> _genre = new("--genre") { Description = "style of music: auto or " + string.Join(", ", StyleLabels.All), HelpName = "auto|GENRE" };
    private readonly Option<string?> _intensity = new("--intensity") { Description = "low, medium or high", HelpName = "INTENSITY" };
    private readonly Option<string?> _volume = Step("--volume", "loudness around the intensity's own, 1–5");
    private readonly Option<string?> _loudness = new("--loudness") { Description = "LUFS, or a target's name such as spotify", HelpName = "LUFS|NAME" };
    private readonly Option<string?> _ceiling = new("--ceiling") { Description = "highest true peak, default -1 dBTP", HelpName = "DBTP" };
    private readonly Option<string?> _strength = Step("--strength", "how far processing goes, 1–5");
    private readonly Option<string?> _compression = Step("--compression", "control of dynamics, 1–5");
    private readonly Option<string?> _eq = Step("--eq", "1 dark … 5 bright");
    private readonly Option<string?> _width = Step("--width", "1 narrower … 5 wider");
    private readonly Option<string?> _deharsh = Step("--deharsh", "how hard harshness is held down, 1–5");

    private IEnumerable<Option<string?>> All => [_decision, _style, _genre, _intensity, _volume, _loudness, _ceiling, _strength, _compression, _eq, _width, _deharsh];

    public void AddTo(Command command)
    {
        foreach (Option<string?> option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Whether any control was given.</summary>
    public bool AnyGiven(ParseResult parsed) => All.Any(option => parsed.GetResult(option) is not null);

    /// <summary>The controls; what was not given stays as in <paramref name="basis"/>.</summary>
    /// <exception cref="PlanException">A value is not possible.</exception>
    public Controls Read(ParseResult parsed, Controls basis)
    {
        if (parsed.GetValue(_loudness) is not null && parsed.GetValue(_volume) is not null)
        {
            throw new PlanException("--loudness and --volume cannot go together; give one of them.");
        }

        Controls controls = basis with
        {
            Decision = parsed.GetValue(_decision) switch
            {
                null => basis.Decision,
                "learned" => DecisionMethod.Learned,
                "statistical" => DecisionMethod.Statistical,
                string other => throw new PlanException($"--decision '{other}' is not known; choose learned or statistical."),
            },
            Style = parsed.GetValue(_style) switch
            {
                null => basis.Style,
                "warm" => ToneStyle.Warm,
                "balanced" => ToneStyle.Balanced,
                "open" => ToneStyle.Open,
                string other => throw new PlanException($"--style '{other}' is not known; choose warm, balanced or open."),
            },
            Genre = parsed.GetValue(_genre) switch
            {
                null => basis.Genre,
                "auto" => null,
                string label when StyleLabels.IsKnown(label) => label,
                string other => throw new PlanException($"--genre '{other}' is not known; choose auto, {string.Join(", ", StyleLabels.All)}."),
            },
            Intensity = parsed.GetValue(_intensity) switch
            {
                null => basis.Intensity,
                "low" => Intensity.Low,
                "medium" => Intensity.Medium,
                "high" => Intensity.High,
                string other => throw new PlanException($"--intensity '{other}' is not known; choose low, medium or high."),
            },
            Volume = OneToFive(parsed, _volume, basis.Volume),
            Strength = OneToFive(parsed, _strength, basis.Strength),
            Compression = OneToFive(parsed, _compression, basis.Compression),
            Eq = OneToFive(parsed, _eq, basis.Eq),
            Width = OneToFive(parsed, _width, basis.Width),
            Deharsh = OneToFive(parsed, _deharsh, basis.Deharsh),
            CeilingDbtp = parsed.GetValue(_ceiling) is { } ceiling ? Number(ceiling, "--ceiling", -24, 0) : basis.CeilingDbtp,
        };
        if (parsed.GetValue(_volume) is not null || parsed.GetValue(_intensity) is not null)
        {
            // A class of loudness replaces a number that an earlier plan asked for.
            controls = controls with { LoudnessLufs = null, TargetName = null };
        }

        return parsed.GetValue(_loudness) is { } loudness ? WithLoudness(controls, loudness) : controls;
    }

    private static Controls WithLoudness(Controls controls, string loudness)
    {
        if (double.TryParse(loudness, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return controls with { LoudnessLufs = Number(loudness, "--loudness", -60, 0), TargetName = null };
        }

        DeliveryTarget target = DeliveryTargets.Find(loudness)
            ?? throw new PlanException(PointInstead(loudness) is { } number ? $"--loudness '{loudness}' has a comma; write it with a point: {number}." : $"--loudness '{loudness}' is neither a number nor a target; the targets are {string.Join(", ", DeliveryTargets.All.Select(t => t.Name))}.");
        return controls with { LoudnessLufs = target.LoudnessLufs, TargetName = target.Name };
    }

    private static Option<string?> Step(string name, string description) => new(name) { Description = description, HelpName = "1–5" };

    private static int OneToFive(ParseResult parsed, Option<string?> option, int basis) => parsed.GetValue(option) switch
    {
        null => basis,
        ['1' or '2' or '3' or '4' or '5'] and [char digit] => digit - '0',
        string other => throw new PlanException($"{option.Name} '{other}' is not possible; give a number from 1 to 5."),
    };

    private static double Number(string text, string name, double min, double max) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= min && value <= max
            ? value
            : throw new PlanException(PointInstead(text) is { } number
                ? $"{name} '{text}' has a comma; write it with a point: {number}."
                : $"{name} '{text}' is not possible; give a number from {min} to {max}.");

    /// <summary>The same number with a point, when a comma is all that is wrong with it.</summary>
    private static string? PointInstead(string text) =>
        text.Count(c => c == ',') == 1 && double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? text.Replace(',', '.')
            : null;
}
