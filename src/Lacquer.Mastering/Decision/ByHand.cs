namespace Lacquer.Mastering.Decision;

/// <summary>Puts what was set by hand into a plan; from then on nothing overrides it.</summary>
internal static class ByHand
{
    /// <summary>How the reason of such a setting ends.</summary>
    public const string Mark = "was set by hand";

    /// <summary>As many settings of one stage are not told one by one: that many are a stage that was locked.</summary>
    private const int ToldTogether = 6;

    /// <exception cref="PlanException">A stage or parameter does not exist or is out of range.</exception>
    public static MasteringPlan Apply(MasteringPlan plan, IReadOnlyList<ManualSetting> settings, IReadOnlyList<string> bypassed)
    {
        foreach (ManualSetting setting in settings)
        {
            StageCatalogue.Check(setting.Stage, setting.Parameter, setting.Value, setting.FromSeconds is not null);
            plan = setting.FromSeconds is { } from ? WithStretch(plan, setting, from, setting.ToSeconds!.Value) : WithValue(plan, setting);
        }

        foreach (IGrouping<string, ManualSetting> many in settings.Where(setting => setting.FromSeconds is null).GroupBy(setting => setting.Stage).Where(group => group.Count() >= ToldTogether))
        {
            StagePlan stage = plan.Stage(many.Key);
            var told = new HashSet<string>(many.Select(Reason), StringComparer.Ordinal);
            plan = plan.With(stage with { Reasons = [.. stage.Reasons.Where(reason => !told.Contains(reason)), $"each of {many.Count()} parameters {Mark}"] });
        }

        foreach (string name in bypassed)
        {
            StagePlan stage = plan.Stage(StageCatalogue.Find(name).Name);
            plan = plan.With(stage with { Bypassed = true, Active = false, Reasons = ["switched off by hand"] });
        }

        return plan;
    }

    private static MasteringPlan WithValue(MasteringPlan plan, ManualSetting setting)
    {
        StagePlan stage = plan.Stage(setting.Stage);
        stage = stage.With(setting.Parameter, setting.Value);
        bool IsOverruled(SectionOverride stretch) => stretch.ByJudge && stretch.Stage == setting.Stage && stretch.Parameter == setting.Parameter;
        plan = plan with { Overrides = [.. plan.Overrides.Where(stretch => !IsOverruled(stretch))] };
        return plan.With(stage with
        {
            SetByHand = [.. stage.SetByHand.Where(name => name != setting.Parameter), setting.Parameter],
            Active = !stage.Bypassed && (stage.Active || !StageCatalogue.Find(setting.Stage).IsNeutral(stage.Parameters)),
            Reasons = [.. stage.Reasons, Reason(setting)],
        });
    }

    private static string Reason(ManualSetting setting) => $"{setting.Parameter} = {setting.Value} {Mark}";

    private static MasteringPlan WithStretch(MasteringPlan plan, ManualSetting setting, double from, double to)
    {
        StagePlan stage = plan.Stage(setting.Stage);
        plan = plan.With(stage with
        {
            Active = !stage.Bypassed,
            Reasons = [.. stage.Reasons, $"{setting.Parameter} = {setting.Value} from {Words.Time(from)} to {Words.Time(to)} {Mark}"],
        });
        var stretch = new SectionOverride
        {
            Stage = setting.Stage,
            Parameter = setting.Parameter,
            Value = setting.Value,
            FromSeconds = from,
            ToSeconds = to,
        };
        return plan with { Overrides = [.. plan.Overrides, stretch] };
    }
}
