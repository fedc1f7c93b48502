using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>What a section is given that the rest of the track is not, and who wanted it.</summary>
internal static class SectionWords
{
    private const double TouchSeconds = 0.5; // a stretch that reaches less far into a section belongs to its neighbour

    /// <summary>In words, against the rest of the track: <c>Equaliser: bass +1.2 dB, highs −0.8 dB (by note)</c>; a dash for nothing.</summary>
    public static string Of(Section section, MasteringPlan plan)
    {
        string[] told = [.. plan.Overrides
            .Where(stretch => stretch.FromSeconds < section.EndSeconds - TouchSeconds && stretch.ToSeconds > section.StartSeconds + TouchSeconds)
            .GroupBy(stretch => (stretch.Stage, By: By(stretch)))
            .Where(group => !plan.Stage(group.Key.Stage).Bypassed)
            .Select(group => (group.Key.By, Title: StageTitles.Of(group.Key.Stage), Words: Words(group, plan)))
            .Where(own => own.Words.Length > 0)
            .Select(own => $"{own.Title}: {own.Words}{(own.By == Decided ? "" : $" ({own.By})")}")];
        return told.Length > 0 ? string.Join("; ", told) : DataTable.Nothing;
    }

    /// <summary>Who wanted a stretch.</summary>
    public static string By(SectionOverride stretch) => stretch.ByNote ? "by note" : stretch.ByJudge ? Decided : "by hand";

    private const string Decided = "decided";

    /// <summary>Of stretches that lie upon one another the last holds.</summary>
    private static string Words(IEnumerable<SectionOverride> stretches, MasteringPlan plan) => string.Join(", ", stretches
        .GroupBy(stretch => stretch.Stage)
        .SelectMany(stage => MoveWords.Of(stage.Key, [.. stage
            .GroupBy(stretch => stretch.Parameter)
            .Select(parameter => new PlanChange
            {
                Stage = stage.Key,
                Parameter = parameter.Key,
                Before = plan.Stage(stage.Key).Parameters.TryGetValue(parameter.Key, out double whole) ? whole : null,
                After = parameter.Last().Value,
            })])));
}
