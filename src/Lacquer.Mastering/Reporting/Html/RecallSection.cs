using System.Globalization;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>The recall sheet: everything that is needed to make this master again.</summary>
internal static class RecallSection
{
    public static void Write(Markup page, MasteringReport report)
    {
        MasteringPlan plan = report.Plan;
        page.Start("section", ("id", "recall"), ("aria-labelledby", "recall-title"));
        page.Element("h2", "Recall sheet", ("id", "recall-title"));
        page.Element("p", "The same mix with these settings and this render version gives the same master. Values that were set by hand are marked.", ("class", "lead"));
        Identity(page, report);
        Asked(page, plan);
        page.Element("h3", "Every stage, in the order of the chain");
        page.Start("div", ("class", "stages"));
        foreach (StagePlan stage in plan.Stages)
        {
            Stage(page, stage);
        }

        page.End();
        Stretches(page, report);
        page.End();
    }

    private static void Identity(Markup page, MasteringReport report)
    {
        MasteringPlan plan = report.Plan;
        page.Start("dl", ("class", "recall"));
        Entry(page, "Mix, SHA‑256", plan.InputSha256);
        Entry(page, "Program", $"Lacquer {HtmlReport.Version}, render version {plan.RenderVersion}, plan version {Whole(plan.Version)}");
        Entry(page, "Judge", plan.Decision);
        Entry(page, "Model, SHA‑256", plan.ModelHash ?? "none was needed");
        Entry(page, "Style model, SHA‑256", plan.StyleModelHash ?? "none was used");
        Entry(page, "Dither seed", plan.DitherSeed.ToString(CultureInfo.InvariantCulture));
        page.End();
    }

    private static void Asked(Markup page, MasteringPlan plan)
    {
        Controls c = plan.Controls;
        string loudness = c.TargetName is { } name ? $"{name}{(plan.Target.LoudnessLufs is { } target ? $", {Figures.Level(target)} LUFS" : "")}"
            : c.LoudnessLufs is { } lufs ? $"{Figures.Level(lufs)} LUFS"
            : $"{c.Intensity.ToString().ToLowerInvariant()} intensity, volume {Whole(c.Volume)}";
        page.Element("h3", "What was asked for");
        page.Start("dl", ("class", "recall"));
        Entry(page, "Loudness", loudness);
        Entry(page, "Ceiling", $"{Figures.Number(c.CeilingDbtp, "0.0#")} dBTP");
        Entry(page, "Limiting", $"at most {Figures.Level(plan.Target.BudgetDb)} dB averaged over 3 s{(plan.Target.IsExact ? ", unless the loudness needs more" : "")}");
        Entry(page, "Colour", c.Style.ToString().ToLowerInvariant());
        Entry(page, "Style of music", c.Genre ?? "as it was heard");
        Entry(page, "Controls, 1–5", $"strength {Whole(c.Strength)}, compression {Whole(c.Compression)}, eq {Whole(c.Eq)}, width {Whole(c.Width)}, deharsh {Whole(c.Deharsh)}");
        foreach (string note in plan.Notes ?? [])
        {
            Entry(page, "Note", $"“{note}”");
        }

        if (plan.Reference is { } reference)
        {
            string aspects = string.Join(", ", reference.Aspects.Select(aspect => aspect.ToString().ToLowerInvariant()));
            Entry(page, "References", $"{string.Join(", ", reference.Sources.Select(source => source.Weight == 1 ? source.Name : $"{source.Name} (weight {Figures.Number(source.Weight, "0.##")})"))}: {Figures.Number(reference.Match, "0.#")} % of the way in {aspects}");
        }

        page.End();
    }

    private static void Entry(Markup page, string name, string value) =>
        page.Start("div").Element("dt", name).Element("dd", value).End();

    private static void Stage(Markup page, StagePlan stage)
    {
        string state = stage.Bypassed ? "switched off by hand" : stage.Active ? "on" : "neutral";
        page.Start("table", ("class", stage.Active && !stage.Bypassed ? "stage" : "stage idle"));
        page.Start("caption").Element("strong", StageTitles.Of(stage.Name)).Text(" ").Element("span", state, ("class", "state")).Text(" ");
        page.Start("span", ("class", "meaning")).Element("code", stage.Name).Text(Meaning(stage.Name)).End().End();
        page.Start("thead").Start("tr").Element("th", "Parameter", ("scope", "col")).Element("th", "Value", ("scope", "col"), ("class", "number")).End().End();
        page.Start("tbody");
        IReadOnlyList<string> order = StageCatalogue.Find(stage.Name).ParameterNames;
        foreach (string name in order.Where(stage.Parameters.ContainsKey))
        {
            bool byHand = stage.SetByHand.Contains(name);
            page.Start("tr", ("class", byHand ? "by-hand" : "decided"));
            page.Element("th", name, ("scope", "row"));
            page.Element("td", ParameterText.Value(stage.Name, name, stage.Parameters[name]) + (byHand ? " (by hand)" : ""), ("class", "number")).End();
        }

        page.End().End();
    }

    private static string Meaning(string stage)
    {
        string meaning = StageCatalogue.Find(stage).Meaning;
        return meaning.Equals(StageTitles.Of(stage), StringComparison.OrdinalIgnoreCase) ? "" : $": {meaning}";
    }

    private static void Stretches(Markup page, MasteringReport report)
    {
        if (report.Plan.Overrides.Count == 0)
        {
            return;
        }

        page.Element("h3", "Stretches with settings of their own");
        new DataTable
        {
            Caption = "Parameters that differ for a stretch of time",
            Headings = ["Stage", "Time", "Settings", "Cross-fade", "By"],
            Rows = report.Plan.Overrides
                .OrderBy(stretch => StageCatalogue.All.TakeWhile(stage => stage.Name != stretch.Stage).Count())
                .ThenBy(stretch => stretch.FromSeconds)
                .GroupBy(stretch => (stretch.Stage, stretch.FromSeconds, stretch.ToSeconds, stretch.FadeSeconds, By: SectionWords.By(stretch)))
                .Select(group => (string[])
                [
                    StageTitles.Of(group.Key.Stage),
                    Figures.Times(group.Key.FromSeconds, group.Key.ToSeconds, report.Input.DurationSeconds),
                    Settings(group),
                    $"{Figures.Number(group.Key.FadeSeconds ?? 0.05, "0.0##")} s",
                    group.Key.By,
                ]),
            Prose = [2, 4],
            IsLong = true,
        }.Write(page);
    }

    /// <summary>Parameters that share a value stand together: a passage that keeps its own balance has many zeros.</summary>
    private static string Settings(IEnumerable<SectionOverride> stretches) => string.Join("; ", stretches
        .OrderBy(stretch => Order(stretch))
        .GroupBy(stretch => ParameterText.Value(stretch.Stage, stretch.Parameter, stretch.Value))
        .Select(group => $"{string.Join(", ", group.Select(stretch => stretch.Parameter))}: {group.Key}"));

    private static int Order(SectionOverride stretch) => StageCatalogue.Find(stretch.Stage).ParameterNames.TakeWhile(name => name != stretch.Parameter).Count();

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
