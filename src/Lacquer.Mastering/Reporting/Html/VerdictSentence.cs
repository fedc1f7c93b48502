using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>What came of it all, in one plain sentence.</summary>
internal static class VerdictSentence
{
    private const double AudibleLu = 0.05; // rounds to 0.0

    /// <summary>The sentence.</summary>
    public static string Of(MasteringReport report)
    {
        bool byHand = report.Plan.Stages.Any(stage => stage.Bypassed);
        string loudness = Loudness(report);
        return report.Verdict switch
        {
            Verdict.Untouched when byHand => "Nothing was changed; what was switched off by hand stayed off.",
            Verdict.Untouched => "Nothing had to be done: the mix is as it should be.",
            Verdict.LevelOnly when byHand => $"Only the level was changed: {loudness}.",
            Verdict.LevelOnly => $"The mix is right as it is; only its level was changed: {loudness}.",
            _ => $"Mastered: {loudness}, with work on {Figures.List(Work(report.Plan))}.",
        };
    }

    private static string Loudness(MasteringReport report)
    {
        double change = Figures.Change(report.Input.Loudness.Integrated.Value, report.Result.Loudness.Integrated.Value);
        return !double.IsFinite(change) ? "too quiet to have a loudness"
            : Math.Abs(change) < AudibleLu ? "as loud as before"
            : $"{Figures.Level(Math.Abs(change))} LU {(change > 0 ? "louder" : "softer")}";
    }

    private static List<string> Work(MasteringPlan plan) =>
        [.. plan.Stages.Where(stage => stage.Active && !stage.Bypassed).Select(stage => StageTitles.WorksOn(stage.Name)).OfType<string>().Distinct()];
}
