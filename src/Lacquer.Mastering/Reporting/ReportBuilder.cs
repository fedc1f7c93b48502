using Lacquer.Audio;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Reporting;

/// <summary>Draws the conclusions from plan and measurements: verdict and warnings.</summary>
public static class ReportBuilder
{
    private const double AudibleGainDb = 0.05;
    private const double WindowSeconds = 3;
    private const double LoudnessToleranceLu = 0.1; // docs/contract.md: what counts as hit
    private const double BudgetSlackDb = 0.1;       // the forecast is that exact

    private static readonly string[] Level = [StageCatalogue.Rate.Name, StageCatalogue.Loudness.Name, StageCatalogue.Delivery.Name];

    /// <summary>Builds the report of one track.</summary>
    public static MasteringReport Build(
        string file, string output, TrackAnalysis input, TrackAnalysis result, MasteringPlan plan, RenderOutcome outcome, Timings timings)
    {
        double maxLimiting = outcome.Limiting?.MaxWindowMeanDb(WindowSeconds) ?? 0;
        var reduction = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach ((string stage, Lacquer.Dsp.Dynamics.GainReductionTrack track) in outcome.Mix)
        {
            reduction[stage] = track.MeanDb();
        }

        reduction[StageCatalogue.Loudness.Name] = outcome.Limiting?.MeanDb() ?? 0;
        return new MasteringReport
        {
            File = file,
            Output = output,
            Input = input,
            Result = result,
            Plan = plan,
            Verdict = Judge(plan, maxLimiting),
            Warnings = [.. Warn(input, result, plan, outcome, maxLimiting)],
            Timings = timings,
            GainReductionDb = reduction,
            GainReductionOverTime = outcome.Curves,
            Title = Tag(outcome.Source, "title"),
            Artist = Tag(outcome.Source, "artist"),
            MaxLimitingDb = maxLimiting,
        };
    }

    private static string? Tag(IAudioSource source, string name) =>
        source.Tags.Texts.FirstOrDefault(tag => tag.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { } text && !string.IsNullOrWhiteSpace(text)
            ? text.Trim()
            : null;

    private static Verdict Judge(MasteringPlan plan, double maxLimiting)
    {
        if (plan.Stages.Any(stage => stage.Active && !Level.Contains(stage.Name)))
        {
            return Verdict.Mastered;
        }

        StagePlan loudness = plan.Stage(StageCatalogue.Loudness.Name);
        bool moved = !loudness.Bypassed && Math.Abs(loudness.Parameters[StageCatalogue.GainParameter]) > AudibleGainDb;
        return moved || maxLimiting > AudibleGainDb || plan.Stage(StageCatalogue.Rate.Name).Active ? Verdict.LevelOnly : Verdict.Untouched;
    }

    private static IEnumerable<Warning> Warn(
        TrackAnalysis input, TrackAnalysis result, MasteringPlan plan, RenderOutcome outcome, double maxLimiting)
    {
        if (input.MissingFrames > 0)
        {
            double missing = (double)input.MissingFrames / input.Format.SampleRateHz;
            yield return new Warning
            {
                Code = "inputTruncated",
                Message = $"the file ends at least {missing:0.00} s before its header says; what is there was mastered. Export it again.",
            };
        }

        if (outcome.Source.Damage is { } damage)
        {
            yield return new Warning { Code = "inputDamaged", Message = $"the file is damaged: {damage}" };
        }

        if (Array.Find(input.Findings, finding => finding.Code == "clipping") is { } clipping)
        {
            yield return new Warning
            {
                Code = "inputClipped",
                Message = $"the mix is clipped, first at {Words.Time(clipping.StartSeconds)}; no mastering brings back what was cut off.",
            };
        }

        if (input.Loudness.SamplePeak.Value > 0.01)
        {
            yield return new Warning
            {
                Code = "inputOverFullScale",
                Message = $"the mix peaks {input.Loudness.SamplePeak.Value:0.0} dB above full scale; nothing was lost here, but other programs would clip it.",
            };
        }

        if (input.Format.IsLossy || Array.Exists(input.Findings, finding => finding.Code == "lossySource"))
        {
            yield return new Warning
            {
                Code = "lossySource",
                Message = input.Format.IsLossy
                    ? $"the mix was coded as {input.Format.Codec}, which loses sound; master from a lossless export if there is one."
                    : "the mix seems to come from a lossy file; master from a lossless export if there is one.",
            };
        }

        if (plan.Stage(StageCatalogue.Rate.Name).Active)
        {
            yield return new Warning
            {
                Code = "rateChanged",
                Message = $"the sample rate was changed from {input.Format.SampleRateHz} to {result.Format.SampleRateHz} Hz.",
            };
        }

        foreach (Warning warning in WarnOfLoudness(result, plan, outcome, maxLimiting))
        {
            yield return warning;
        }
    }

    private static IEnumerable<Warning> WarnOfLoudness(TrackAnalysis result, MasteringPlan plan, RenderOutcome outcome, double maxLimiting)
    {
        StagePlan stage = plan.Stage(StageCatalogue.Loudness.Name);
        double lufs = result.Loudness.Integrated.Value;
        if (plan.Target.LoudnessLufs is { } wanted && Math.Abs(lufs - outcome.Choice.SectionLu - wanted) > LoudnessToleranceLu)
        {
            string reason = outcome.Choice.HeldBack
                ? $"the limiter would have had to take off more than {plan.Target.LimitingDb:0.0} dB over 3 s; --loudness {wanted:0.#} insists"
                : outcome.Choice.OutOfReach ? "the track is too quiet, or too much of it is silence; export it louder"
                : "what was set by hand or the ceiling stands against it";
            yield return new Warning
            {
                Code = "loudnessNotReached",
                Message = $"{Words.Level(lufs)} LUFS instead of {Words.Level(wanted)}: {reason}.",
            };
        }

        if (maxLimiting > plan.Target.LimitingDb + BudgetSlackDb)
        {
            yield return new Warning
            {
                Code = "overBudget",
                Message = $"the limiter takes off {maxLimiting:0.0} dB over 3 s, more than the {plan.Target.LimitingDb:0.0} dB that pass unheard; a lower loudness would sound better.",
            };
        }

        double ceiling = stage.Parameters[StageCatalogue.CeilingParameter];
        if (!stage.Bypassed && ceiling < plan.Target.CeilingDbtp - LoudnessToleranceLu && !stage.SetByHand.Contains(StageCatalogue.CeilingParameter))
        {
            string why = result.Format.IsLossy ? "the codec overshoots" : "meters disagree about sound right below half the sample rate";
            yield return new Warning
            {
                Code = "ceilingLowered",
                Message = $"the limiter worked to {Words.Level(ceiling)} dBTP because {why}; the file, read back, peaks at {Words.Level(result.Loudness.TruePeak.Value)} dBTP.",
            };
        }

        if (result.Loudness.TruePeak.Value > plan.Target.CeilingDbtp + 0.05)
        {
            yield return new Warning
            {
                Code = "ceilingExceeded",
                Message = $"the master peaks at {Words.Level(result.Loudness.TruePeak.Value)} dBTP, above {Words.Level(plan.Target.CeilingDbtp)}, because the limiter was switched off or set by hand.",
            };
        }
    }
}
