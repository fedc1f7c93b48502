using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Rendering;
using Lacquer.Mastering.Verification;

namespace Lacquer.Mastering;

/// <summary>The gain that a whole master gets, found without writing it.</summary>
internal static class PreviewGain
{
    /// <summary>The plan with the gain that the whole master gets. Only a loudness asked for by number is exact enough to need hearing it.</summary>
    public static MasteringPlan Find(MasteringPlan plan, PreparedMix prepared, CancellationToken cancel)
    {
        bool isFound = !plan.Stage(StageCatalogue.Loudness.Name).Parameters.ContainsKey(StageCatalogue.GainParameter);
        plan = Trim.With(plan, GainFinder.Find(prepared, plan));
        if (!isFound || !plan.Target.IsExact || plan.Target.LoudnessLufs is not { } lufs)
        {
            return plan;
        }

        var trim = new Trim(prepared, lufs);
        for (int tries = 1; tries < MasterAttempts.MostTries; tries++)
        {
            using var heard = new MeasuringWriter(prepared.Audio.SampleRateHz, prepared.Audio.Channels);
            MasterRenderer.Write(prepared, plan, heard, progress: null, cancel);
            if (trim.Next(plan, heard.Summary) is not { } next)
            {
                break;
            }

            plan = next;
        }

        return plan;
    }
}
