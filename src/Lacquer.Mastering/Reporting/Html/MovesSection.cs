using System.Globalization;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>Every move with its reason, in the order of the chain.</summary>
internal static class MovesSection
{
    private const double AudibleDb = 0.05;

    public static void Write(Markup page, MasteringReport report)
    {
        page.Start("section", ("id", "moves"), ("aria-labelledby", "moves-title"));
        page.Element("h2", "What was done, and why", ("id", "moves-title"));
        if (report.Plan.Reference is { } drawn)
        {
            page.Element("p", Drawn(drawn), ("class", "lead"));
        }

        StagePlan[] told = [.. report.Plan.Stages.Where(stage => IsTold(stage, report.Plan))];
        if (told.Length > 0)
        {
            page.Start("ol", ("class", "moves"));
            foreach (StagePlan stage in told)
            {
                Stage(page, stage, report);
            }

            page.End();
        }

        bool isMono = report.Input.Format.Channels == 1; // has no image to leave alone
        string[] alone = [.. report.Plan.Stages.Except(told).Where(stage => StageTitles.WorksOn(stage.Name) is not null && !(isMono && stage.Name == StageCatalogue.Image.Name)).Select(stage => Lower(StageTitles.Of(stage.Name)))];
        if (alone.Length > 0)
        {
            page.Element("p", Figures.Sentence($"left alone, because nothing asked for {(alone.Length == 1 ? "it" : "them")}: {Figures.List(alone)}"), ("class", "lead"));
        }

        page.End();
    }

    /// <summary>What the master was drawn towards, in what and how far.</summary>
    private static string Drawn(MatchedReference reference) => string.Create(
        CultureInfo.InvariantCulture,
        $"Drawn {reference.Match:0.#} % of the way towards {Figures.List([.. reference.Sources.Select(source => source.Name)])} in {Figures.List([.. reference.Aspects.Select(aspect => aspect.ToString().ToLowerInvariant())])}.");

    private static bool IsTold(StagePlan stage, MasteringPlan plan) =>
        stage.Bypassed || stage.Reasons.Count > 0 || stage.SetByHand.Count > 0
        || plan.Overrides.Any(stretch => stretch.Stage == stage.Name)
        || (stage.Active && StageTitles.WorksOn(stage.Name) is not null);

    private static void Stage(Markup page, StagePlan stage, MasteringReport report)
    {
        page.Start("li", ("class", stage.Bypassed ? "move off" : "move"));
        page.Start("h3").Text(StageTitles.Of(stage.Name)).End();
        page.Start("div").Start("ul");
        foreach (string reason in Reasons(stage, report))
        {
            page.Element("li", Figures.Sentence(reason));
        }

        page.End();
        if (stage.Evidence.Count > 0 && !stage.Bypassed)
        {
            page.Start("details").Start("summary").Text("What was measured").Element("span", $" for: {StageTitles.Of(stage.Name)}", ("class", "unseen")).End();
            new DataTable
            {
                Caption = $"Measurements behind the moves of the {Lower(StageTitles.Of(stage.Name))}",
                Headings = ["Measure", "Mix", "Usual", "Unit"],
                Rows = stage.Evidence.Select(e => (string[])[Figures.Sentence(e.Measure).TrimEnd('.'), Short(e.Measured), Short(e.Expected), e.Unit]),
                Prose = [3],
            }.Write(page);
            page.End();
        }

        page.End().End();
    }

    private static IEnumerable<string> Reasons(StagePlan stage, MasteringReport report)
    {
        // How far the references are followed stands above, once for all.
        string share = report.Plan.Reference is { } reference ? string.Create(CultureInfo.InvariantCulture, $" (match {reference.Match:0.#})") : "";
        foreach (string reason in stage.Reasons)
        {
            yield return share.Length == 0 ? reason : reason.Replace(share, "", StringComparison.Ordinal);
        }

        bool silent = stage.Reasons.Count == 0;
        if (silent && stage.Bypassed)
        {
            yield return "switched off by hand";
        }
        else if (silent && stage.SetByHand.Count > 0)
        {
            yield return $"set by hand: {Figures.List([.. stage.SetByHand])}";
        }
        else if (silent)
        {
            yield return "a slight touch; the recall sheet has its values";
        }

        if (stage.Name == StageCatalogue.Loudness.Name && report.MaxLimitingDb > AudibleDb && !stage.Reasons.Any(reason => reason.StartsWith("held back at", StringComparison.Ordinal)))
        {
            yield return $"the limiter takes off {Figures.Level(report.MaxLimitingDb)} dB at most, averaged over 3 s";
        }
    }

    private static string Lower(string title) => title[..1].ToLowerInvariant() + title[1..];

    private static string Short(double value) => Figures.Number(value, Math.Abs(value) < 0.095 ? "0.###" : "0.0");
}
