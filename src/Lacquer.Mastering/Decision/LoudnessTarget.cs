using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Decision;

/// <summary>From the controls to a loudness, a ceiling and a budget.</summary>
internal static class LoudnessTarget
{
    private const double VolumeStepLu = 1.5;

    public static PlanTarget From(Controls controls, MatchedReference? reference = null)
    {
        (double lufs, double budgetDb) = controls.Intensity switch
        {
            Intensity.Low => (-14.5, 3.0),
            Intensity.Medium => (-12.0, 4.5),
            _ => (-10.0, 6.0),
        };
        DeliveryTarget? named = controls.TargetName is null ? null : DeliveryTargets.Find(controls.TargetName);
        bool withoutLimiter = named is { SamplePeakDbfs: not null };
        return new PlanTarget
        {
            LoudnessLufs = withoutLimiter ? null : controls.LoudnessLufs ?? ReferenceLoudness.Drawn(lufs + (VolumeStepLu * (controls.Volume - 3)), reference),
            IsExact = controls.LoudnessLufs is not null,
            CeilingDbtp = controls.CeilingDbtp,
            BudgetDb = budgetDb,
            SamplePeakDbfs = named?.SamplePeakDbfs is { } peak ? Math.Min(peak, controls.CeilingDbtp) : null,
        };
    }
}
