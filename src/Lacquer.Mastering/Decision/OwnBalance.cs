namespace Lacquer.Mastering.Decision;

/// <summary>
/// Lets passages that depart from the rest keep their own balance: what the judge would do to the song's tone fades out where they play.
/// A colour that the user asked for stays.
/// </summary>
internal static class OwnBalance
{
    /// <summary>Seconds over which the song's curve fades out and in, centred on the passage's ends: too slow to be heard as a change.</summary>
    public const double FadeSeconds = 4;

    /// <summary>The plan with the passages left alone; the same plan when its equaliser does nothing of the judge's.</summary>
    public static MasteringPlan Keep(MasteringPlan plan, Judgement judgement, Controls controls)
    {
        StagePlan equalizer = plan.Stage(StageCatalogue.Equalizer.Name);
        // What comes from a reference was asked for.
        Judgement silent = judgement with { MidEqDb = judgement.Reference?.EqDb ?? Proposed.None(EqualizerKnots.MidHz.Length), SideEqDb = Proposed.None(EqualizerKnots.SideHz.Length) };
        IReadOnlyDictionary<string, double> asked = ToneStages.Equalizer(silent, controls).Parameters;
        string[] moved = [.. equalizer.Parameters.Keys.Where(name => equalizer.Parameters[name] != asked[name])];
        if (moved.Length == 0 || judgement.Passages.Count == 0)
        {
            return plan;
        }

        plan = plan.With(equalizer with
        {
            Reasons = [.. equalizer.Reasons, .. judgement.Passages.Select(passage =>
                $"{Words.Time(passage.FromSeconds)} to {Words.Time(passage.ToSeconds)} departs from the rest, by {passage.DistanceDb:0} dB RMS, and keeps its own balance")],
        });
        return plan with
        {
            Overrides = [.. plan.Overrides, .. judgement.Passages.SelectMany(passage => moved.Select(name => new SectionOverride
            {
                Stage = equalizer.Name,
                Parameter = name,
                Value = asked[name],
                FromSeconds = passage.FromSeconds,
                ToSeconds = passage.ToSeconds,
                FadeSeconds = FadeSeconds,
                ByJudge = true,
            }))],
        };
    }
}
