using System.Globalization;

namespace Lacquer.Mastering.Decision;

/// <summary>What differs between two plans, in numbers and in words.</summary>
public sealed record PlanDiff
{
    /// <summary>Stage name of what the master is to measure.</summary>
    public const string Target = "target";

    private const int MostPlaces = 3; // named in a line; more are counted

    /// <summary>Every value that differs, in the order of the chain, the target last.</summary>
    public required IReadOnlyList<PlanChange> Changes { get; init; }

    /// <summary>Sentences that the later plan has and the earlier one has not, each with its stage's name: why it differs.</summary>
    public required IReadOnlyList<(string Stage, string Reason)> Reasons { get; init; }

    /// <summary>Compares two plans of the same chain.</summary>
    public static PlanDiff Between(MasteringPlan before, MasteringPlan after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = new List<PlanChange>();
        var reasons = new List<(string Stage, string Reason)>();
        foreach (StagePlan stage in after.Stages)
        {
            StagePlan old = before.Stage(stage.Name);
            changes.AddRange(OfWhole(stage.Name, old.Parameters, stage.Parameters));
            changes.AddRange(OfStretches(before, after, stage.Name));
            reasons.AddRange(stage.Reasons.Except(old.Reasons).Select(reason => (stage.Name, reason)));
        }

        changes.AddRange(OfWhole(Target, Values(before.Target), Values(after.Target)));
        bool gain = before.Stage(StageCatalogue.Loudness.Name).SetByHand.Concat(after.Stage(StageCatalogue.Loudness.Name).SetByHand).Contains(StageCatalogue.GainParameter);
        return new PlanDiff { Changes = changes, Reasons = reasons, GainIsMeant = gain };
    }

    /// <summary>One line for each stage and stretch: <c>equalizer  mid125Hz +0.4 → +1.6 dB, mid180Hz …</c>.</summary>
    public IEnumerable<(string Stage, string Words)> Lines() => Changes
        .GroupBy(change => (change.Stage, Values: string.Join(", ", Values(change))))
        .GroupBy(same => (same.Key.Stage, Places: Places([.. same])))
        .Select(group => (group.Key.Stage, $"{string.Join(", ", group.Select(same => same.Key.Values))}{group.Key.Places}"));

    /// <summary>Whether the gain was set by hand in either plan; else it follows from all the rest.</summary>
    internal bool GainIsMeant { get; init; }

    /// <summary>
    /// The same as a musician would tell it, what nobody hears left out: <c>equalizer  bass +1.2 dB, highs from 4 kHz −0.8 dB</c>. Nothing
    /// for a stage whose changes are all that small. Stretches are told by what they change beyond the whole track.
    /// </summary>
    public IEnumerable<(string Stage, string Words)> Summary() => DiffSummary.Of(this)
        .Select(told => (told.Stage, told.Words + Places(told.Places)));

    /// <summary>The reasons without those that only count anew what follows from the rest.</summary>
    public IEnumerable<string> Why()
    {
        bool isLouder = Changes.Any(change => change.Stage == Target);
        return Reasons.Where(reason => reason.Stage != StageCatalogue.Loudness.Name || isLouder || GainIsMeant).Select(reason => reason.Reason);
    }

    private static IEnumerable<string> Values(PlanChange change)
    {
        string unit = Unit(change.Parameter);
        bool signed = change.Stage == StageCatalogue.Equalizer.Name || change.Stage == StageCatalogue.Image.Name || change.Parameter == "makeupDb";
        yield return $"{change.Parameter} {Number(change.Before, signed && unit == "dB")} → {Number(change.After, signed && unit == "dB")}{(unit.Length > 0 ? " " : "")}{unit}";
    }

    private static string Places(PlanChange[] changes)
    {
        if (changes[0].FromSeconds is null)
        {
            return "";
        }

        string[] named = [.. changes.Take(MostPlaces).Select(change => $"{Words.Time(change.FromSeconds ?? 0)} to {Words.Time(change.ToSeconds ?? 0)}")];
        return $", from {string.Join(", ", named)}{(changes.Length > MostPlaces ? $" and {changes.Length - MostPlaces} more" : "")}";
    }

    private static IEnumerable<PlanChange> OfWhole(string stage, IReadOnlyDictionary<string, double> before, IReadOnlyDictionary<string, double> after)
    {
        // In the order of the catalogue, so that frequencies rise; what it does not know, as it comes.
        IEnumerable<string> names = stage == Target ? after.Keys : StageCatalogue.Find(stage).ParameterNames;
        foreach (string name in names.Where(name => before.ContainsKey(name) || after.ContainsKey(name)))
        {
            double? old = before.TryGetValue(name, out double was) ? was : null;
            double? now = after.TryGetValue(name, out double value) ? value : null;
            bool found = name == StageCatalogue.GainParameter && now is null; // the gain is always found anew
            if (old != now && !found)
            {
                yield return new PlanChange { Stage = stage, Parameter = name, Before = old, After = now };
            }
        }
    }

    /// <summary>Stretches of either plan in which a parameter has another value than before.</summary>
    private static IEnumerable<PlanChange> OfStretches(MasteringPlan before, MasteringPlan after, string stage)
    {
        foreach (string name in StageCatalogue.Find(stage).ParameterNames)
        {
            SectionOverride[] old = [.. before.Overrides.Where(stretch => stretch.Stage == stage && stretch.Parameter == name)];
            SectionOverride[] now = [.. after.Overrides.Where(stretch => stretch.Stage == stage && stretch.Parameter == name)];
            double[] borders = [.. old.Concat(now).SelectMany(stretch => (double[])[stretch.FromSeconds, stretch.ToSeconds]).Distinct().Order()];
            for (int i = 0; i + 1 < borders.Length; i++)
            {
                double? was = At(old, borders[i], before.Stage(stage).Parameters, name);
                double? value = At(now, borders[i], after.Stage(stage).Parameters, name);
                bool anywhere = old.Concat(now).Any(stretch => borders[i] >= stretch.FromSeconds && borders[i] < stretch.ToSeconds);
                if (anywhere && was != value)
                {
                    yield return new PlanChange { Stage = stage, Parameter = name, Before = was, After = value, FromSeconds = borders[i], ToSeconds = borders[i + 1] };
                }
            }
        }
    }

    private static double? At(SectionOverride[] stretches, double seconds, IReadOnlyDictionary<string, double> whole, string name) =>
        stretches.LastOrDefault(stretch => seconds >= stretch.FromSeconds && seconds < stretch.ToSeconds)?.Value
            ?? (whole.TryGetValue(name, out double value) ? value : null);

    private static SortedDictionary<string, double> Values(PlanTarget target)
    {
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["ceilingDbtp"] = target.CeilingDbtp, ["limitingDb"] = target.LimitingDb };
        if (target.LoudnessLufs is { } lufs)
        {
            values["loudnessLufs"] = lufs;
        }

        return values;
    }

    private static string Number(double? value, bool signed) =>
        value is not { } number ? "found"
        : signed ? (number < 0 ? "−" : "+") + Math.Abs(number).ToString("0.0#", CultureInfo.InvariantCulture)
        : number.ToString("0.##", CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Unit(string parameter) => parameter switch
    {
        _ when parameter.EndsWith("Dbfs", StringComparison.Ordinal) => "dBFS",
        _ when parameter.EndsWith("Dbtp", StringComparison.Ordinal) => "dBTP",
        _ when parameter.EndsWith("Lufs", StringComparison.Ordinal) => "LUFS",
        _ when parameter.EndsWith("Ms", StringComparison.Ordinal) => "ms",
        _ when parameter.EndsWith("Db", StringComparison.Ordinal) || parameter.StartsWith("mid", StringComparison.Ordinal) || parameter.StartsWith("side", StringComparison.Ordinal) => "dB",
        _ when parameter.EndsWith("Hz", StringComparison.Ordinal) => "Hz",
        _ => "",
    };
}
