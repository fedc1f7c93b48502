using System.Globalization;
using Lacquer.Mastering.Analysis.Style;

namespace Lacquer.Mastering.Decision;

/// <summary>Controls as people write them, by name: on the command line and in presets.</summary>
public static class ControlTexts
{
    /// <summary>The names of all controls, as in <c>--style</c> without the dashes.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["decision", "style", "genre", "intensity", "volume", "loudness", "ceiling", "strength", "compression", "eq", "width", "deharsh"];

    /// <summary>The controls with what was given; what was not given stays as it is.</summary>
    /// <param name="basis">Where to begin from.</param>
    /// <param name="given">Values by name.</param>
    /// <exception cref="PlanException">A name or value is not possible.</exception>
    public static Controls Apply(Controls basis, IReadOnlyDictionary<string, string> given)
    {
        if (given.Keys.FirstOrDefault(name => !Names.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw new PlanException($"there is no control '{unknown}'; the controls are {string.Join(", ", Names)}.");
        }

        if (given.ContainsKey("loudness") && given.ContainsKey("volume"))
        {
            throw new PlanException("--loudness and --volume cannot go together; give one of them.");
        }

        Controls controls = basis with
        {
            Decision = given.GetValueOrDefault("decision") switch
            {
                null => basis.Decision,
                "learned" => DecisionMethod.Learned,
                "statistical" => DecisionMethod.Statistical,
                string other => throw new PlanException($"--decision '{other}' is not known; choose learned or statistical."),
            },
            Style = given.GetValueOrDefault("style") switch
            {
                null => basis.Style,
                "warm" => ToneStyle.Warm,
                "balanced" => ToneStyle.Balanced,
                "open" => ToneStyle.Open,
                string other => throw new PlanException($"--style '{other}' is not known; choose warm, balanced or open."),
            },
            Genre = given.GetValueOrDefault("genre") switch
            {
                null => basis.Genre,
                "auto" => null,
                string label when StyleLabels.IsKnown(label) => label,
                string other => throw new PlanException($"--genre '{other}' is not known; choose auto, {string.Join(", ", StyleLabels.All)}."),
            },
            Intensity = given.GetValueOrDefault("intensity") switch
            {
                null => basis.Intensity,
                "low" => Intensity.Low,
                "medium" => Intensity.Medium,
                "high" => Intensity.High,
                string other => throw new PlanException($"--intensity '{other}' is not known; choose low, medium or high."),
            },
            Volume = OneToFive(given, "volume", basis.Volume),
            Strength = OneToFive(given, "strength", basis.Strength),
            Compression = OneToFive(given, "compression", basis.Compression),
            Eq = OneToFive(given, "eq", basis.Eq),
            Width = OneToFive(given, "width", basis.Width),
            Deharsh = OneToFive(given, "deharsh", basis.Deharsh),
            CeilingDbtp = given.TryGetValue("ceiling", out string? ceiling) ? Number(ceiling, "--ceiling", -24, 0) : basis.CeilingDbtp,
        };
        if (given.ContainsKey("volume") || given.ContainsKey("intensity"))
        {
            // A class of loudness replaces a number that an earlier plan asked for.
            controls = controls with { LoudnessLufs = null, TargetName = null };
        }

        return given.TryGetValue("loudness", out string? loudness) ? WithLoudness(controls, loudness) : controls;
    }

    private static Controls WithLoudness(Controls controls, string loudness)
    {
        if (TryNumber(loudness, out _))
        {
            return controls with { LoudnessLufs = Number(loudness, "--loudness", -60, 0), TargetName = null };
        }

        DeliveryTarget target = DeliveryTargets.Find(loudness)
            ?? throw new PlanException(PointInstead(loudness) is { } number ? $"--loudness '{loudness}' has a comma; write it with a point: {number}." : $"--loudness '{loudness}' is neither a number nor a target; the targets are {string.Join(", ", DeliveryTargets.All.Select(t => t.Name))}.");
        return controls with { LoudnessLufs = target.LoudnessLufs, TargetName = target.Name };
    }

    private static int OneToFive(IReadOnlyDictionary<string, string> given, string name, int basis) => given.GetValueOrDefault(name) switch
    {
        null => basis,
        ['1' or '2' or '3' or '4' or '5'] and [char digit] => digit - '0',
        string other => throw new PlanException($"--{name} '{other}' is not possible; give a number from 1 to 5."),
    };

    private static double Number(string text, string name, double min, double max) =>
        TryNumber(text, out double value) && value >= min && value <= max
            ? value
            : throw new PlanException(PointInstead(text) is { } number
                ? $"{name} '{text}' has a comma; write it with a point: {number}."
                : $"{name} '{text}' is not possible; give a number from {min} to {max}.");

    /// <summary>A number, also with the minus sign that texts are set with (U+2212) and that people copy from reports.</summary>
    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text.Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>The same number with a point, when a comma is all that is wrong with it.</summary>
    private static string? PointInstead(string text) =>
        text.Count(c => c == ',') == 1 && TryNumber(text.Replace(',', '.'), out _) ? text.Replace(',', '.') : null;
}
