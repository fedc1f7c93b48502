using System.Globalization;

namespace Lacquer.Mastering.Decision;

/// <summary>A parameter set by hand: <c>STAGE.PARAM=VALUE</c>, or with <c>@FROM-TO</c> for a stretch of time.</summary>
public sealed record ManualSetting
{
    /// <summary>Name of the stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Name of the parameter.</summary>
    public required string Parameter { get; init; }

    /// <summary>Value in the parameter's unit; <c>on</c> and <c>off</c> are 1 and 0.</summary>
    public required double Value { get; init; }

    /// <summary>Start of the stretch in seconds; null for the whole track.</summary>
    public double? FromSeconds { get; init; }

    /// <summary>End of the stretch in seconds; null for the whole track.</summary>
    public double? ToSeconds { get; init; }

    /// <summary>All that a plan has set by hand, in its order.</summary>
    public static IReadOnlyList<ManualSetting> AllOf(MasteringPlan plan) =>
    [
        .. plan.Stages.SelectMany(stage => stage.SetByHand.Select(name => new ManualSetting { Stage = stage.Name, Parameter = name, Value = stage.Parameters[name] })),
        .. plan.Overrides.Where(stretch => !stretch.ByJudge).Select(stretch => new ManualSetting
        {
            Stage = stretch.Stage,
            Parameter = stretch.Parameter,
            Value = stretch.Value,
            FromSeconds = stretch.FromSeconds,
            ToSeconds = stretch.ToSeconds,
        }),
    ];

    /// <summary>Reads the notation of the command line. Times are seconds or m:ss.</summary>
    /// <exception cref="PlanException">The text does not have this form, or stage, parameter or value are not possible.</exception>
    public static ManualSetting Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        int dot = equals < 0 ? -1 : text.IndexOf('.', 0, equals);
        if (dot <= 0 || dot + 1 >= equals)
        {
            throw new PlanException($"'{text}' does not have the form STAGE.PARAM=VALUE, as in equalizer.mid250Hz=-1.5 or loudness.gainDb=2@30-45.");
        }

        string valueText = text[(equals + 1)..];
        double? from = null;
        double? to = null;
        int at = valueText.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            (from, to) = ParseRange(valueText[(at + 1)..], text);
            valueText = valueText[..at];
        }

        var setting = new ManualSetting
        {
            Stage = text[..dot],
            Parameter = text[(dot + 1)..equals],
            Value = ParseValue(valueText, text),
            FromSeconds = from,
            ToSeconds = to,
        };
        StageCatalogue.Check(setting.Stage, setting.Parameter, setting.Value, from is not null);
        return setting;
    }

    private static double ParseValue(string value, string whole) => value switch
    {
        "on" or "true" => 1,
        "off" or "false" => 0,
        _ => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new PlanException($"'{value}' in '{whole}' is not a number."),
    };

    private static (double From, double To) ParseRange(string range, string whole)
    {
        int dash = range.IndexOf('-', StringComparison.Ordinal);
        if (dash > 0
            && TryParseTime(range[..dash], out double from)
            && TryParseTime(range[(dash + 1)..], out double to)
            && to > from)
        {
            return (from, to);
        }

        throw new PlanException($"'{range}' in '{whole}' is not a stretch of time such as 30-45.5 or 1:02-1:15.");
    }

    private static bool TryParseTime(string text, out double seconds)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        double minutes = 0;
        bool ok = colon < 0 || double.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out minutes);
        ok &= double.TryParse(text[(colon + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds);
        seconds += 60 * minutes;
        return ok;
    }
}
