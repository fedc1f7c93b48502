namespace Lacquer.Mastering.Decision.References;

/// <summary>Gives quiet passages what a reference asks for there beside the song's own curve, slowly enough not to be heard as a change.</summary>
internal static class QuietBalance
{
    /// <summary>The plan with its quiet passages; the same plan where nothing is asked for.</summary>
    public static MasteringPlan Apply(MasteringPlan plan, Judgement judgement)
    {
        if (judgement.Reference is not { Quiet.Count: > 0 } reference)
        {
            return plan;
        }

        // A passage that keeps its own balance is an exception already.
        Passage[] quiet = [.. reference.Quiet.Where(passage => !plan.Overrides.Any(stretch => stretch.FromSeconds < passage.ToSeconds && stretch.ToSeconds > passage.FromSeconds))];
        StagePlan equalizer = plan.Stage(StageCatalogue.Equalizer.Name);
        var moved = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int k = 0; k < EqualizerKnots.MidHz.Length; k++)
        {
            string name = StageCatalogue.MidParameter(k);
            double value = Math.Round(Math.Clamp(equalizer.Parameters[name] + reference.QuietEqDb.Amount[k], -LiftLimits.LargestDb, LiftLimits.LargestDb), 2);
            if (value != equalizer.Parameters[name])
            {
                moved[name] = value;
            }
        }

        if (quiet.Length == 0 || moved.Count == 0)
        {
            return plan;
        }

        // The places stand once, and only those that really get it.
        string[] places = reference.QuietEqDb.Reasons.Count == 0 ? [] : [$"the quiet parts, {string.Join(", ", quiet.Select(passage => $"{Words.Time(passage.FromSeconds)} to {Words.Time(passage.ToSeconds)}"))}, get a curve of their own beside that of the loud ones"];
        plan = plan.With(equalizer with { Active = true, Reasons = [.. equalizer.Reasons, .. places, .. reference.QuietEqDb.Reasons] });
        return plan with
        {
            Overrides = [.. plan.Overrides, .. quiet.SelectMany(passage => moved.Select(entry => new SectionOverride
            {
                Stage = equalizer.Name,
                Parameter = entry.Key,
                Value = entry.Value,
                FromSeconds = passage.FromSeconds,
                ToSeconds = passage.ToSeconds,
                FadeSeconds = OwnBalance.FadeSeconds,
                ByJudge = true,
            }))],
        };
    }
}
