using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Rendering;

namespace Lacquer.Mastering.Reporting;

/// <summary>Says in words what the loudness stage does.</summary>
public static class LoudnessWords
{
    private const double ToldDb = 0.5; // below, nobody would add the numbers up and wonder

    /// <summary>One or two sentences.</summary>
    public static IEnumerable<string> Explain(MasteringPlan plan, TrackAnalysis input, GainChoice choice)
    {
        double gainDb = plan.Stage(StageCatalogue.Loudness.Name).Parameters[StageCatalogue.GainParameter];
        if (plan.Stage(StageCatalogue.Loudness.Name).Bypassed)
        {
            yield break;
        }

        if (plan.Target.SamplePeakDbfs is { } peak)
        {
            yield return $"{Words.Signed(gainDb)} dB of gain alone: the highest peak then lies at {Words.Level(peak)} dBFS; no limiter";
            yield break;
        }

        yield return plan.Target.LoudnessLufs is { } wanted
            ? $"{Words.Signed(gainDb)} dB: the mix has {Words.Level(input.Loudness.Integrated.Value)} LUFS, {Words.Level(wanted)} are wanted{MadeUpFor(gainDb, wanted - input.Loudness.Integrated.Value)}"
            : $"{Words.Signed(gainDb)} dB of gain";
        if (choice.HeldBack)
        {
            yield return $"held back at {plan.Target.LimitingDb:0.0} dB of limiting over 3 s: more would be heard as distortion";
        }
    }

    /// <summary>Why the gain is more than the two loudnesses are apart.</summary>
    private static string MadeUpFor(double gainDb, double wantedLu) => gainDb - wantedLu >= ToldDb ? ", and what the other stages take is made up for" : "";
}
