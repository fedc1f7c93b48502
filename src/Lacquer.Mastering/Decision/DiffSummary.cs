namespace Lacquer.Mastering.Decision;

/// <summary>Groups the changes of a plan for the reader: the whole track first, then stretches by what they have beyond it, like ones together.</summary>
internal static class DiffSummary
{
    /// <summary>Stretches whose changes differ by no more are told as one: their exact values come from measuring each. Chosen.</summary>
    private const double AlikeDb = 0.35;

    /// <summary>What is told of a stage: words, and the stretches they hold for; a single change without times for the whole track.</summary>
    internal readonly record struct Told(string Stage, string Words, PlanChange[] Places);

    public static IEnumerable<Told> Of(PlanDiff diff) => diff.Changes.Where(change => diff.GainIsMeant || !IsFoundGain(change)).GroupBy(change => change.Stage).SelectMany(OfStage);

    private static IEnumerable<Told> OfStage(IGrouping<string, PlanChange> stage)
    {
        PlanChange[] whole = [.. stage.Where(change => change.FromSeconds is null)];
        var moved = whole.ToDictionary(change => change.Parameter, change => change, StringComparer.Ordinal);
        string words = Words(stage.Key, whole);
        if (words.Length > 0)
        {
            yield return new Told(stage.Key, words, [whole[0]]);
        }

        var groups = new List<List<PlanChange[]>>();
        foreach (PlanChange[] stretch in stage.Where(change => change.FromSeconds is not null)
            .GroupBy(change => (change.FromSeconds, change.ToSeconds))
            .OrderBy(place => place.Key.FromSeconds)
            .Select(place => place.Select(change => Beyond(change, moved.GetValueOrDefault(change.Parameter))).ToArray()))
        {
            if (groups.Find(group => Alike(group[0], stretch)) is { } same)
            {
                same.Add(stretch);
            }
            else
            {
                groups.Add([stretch]);
            }
        }

        foreach (List<PlanChange[]> group in groups)
        {
            string own = Words(stage.Key, group[group.Count / 2]);
            if (own.Length > 0)
            {
                yield return new Told(stage.Key, own, [.. group.Select(stretch => stretch[0])]);
            }
        }
    }

    private static string Words(string stage, PlanChange[] changes) => string.Join(", ", MoveWords.Of(stage, changes));

    private static bool IsFoundGain(PlanChange change) => change.Stage == StageCatalogue.Loudness.Name && change.Parameter == StageCatalogue.GainParameter && change.FromSeconds is null;

    /// <summary>What a stretch changes beyond the whole track; only levels add up, so all else is told as it is.</summary>
    private static PlanChange Beyond(PlanChange stretch, PlanChange? whole) =>
        whole is { Before: { } a, After: { } b } && stretch is { Before: not null, After: { } after } && IsLevel(stretch)
            ? stretch with { After = after - (b - a) }
            : stretch;

    private static bool Alike(PlanChange[] a, PlanChange[] b)
    {
        Dictionary<string, double> Changes(PlanChange[] stretch) => stretch.ToDictionary(change => change.Parameter, change => (change.After ?? 0) - (change.Before ?? 0), StringComparer.Ordinal);
        (Dictionary<string, double> first, Dictionary<string, double> second) = (Changes(a), Changes(b));
        return first.Keys.Union(second.Keys).All(name => Math.Abs(first.GetValueOrDefault(name) - second.GetValueOrDefault(name)) <= AlikeDb);
    }

    private static bool IsLevel(PlanChange change) =>
        change.Stage == StageCatalogue.Equalizer.Name || change.Stage == StageCatalogue.Image.Name || change.Parameter is "makeupDb" or StageCatalogue.GainParameter;
}
