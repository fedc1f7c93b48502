using Lacquer.Dsp.Dynamics;
using Lacquer.Dsp.Filters;
using Lacquer.Dsp.Units;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision;

/// <summary>The first and the last stages: clean-up, rate, loudness, delivery.</summary>
internal static class StageBuilder
{
    private const double AudibleDc = 0.0005; // −66 dBFS: under this an offset costs neither headroom nor a click at an edit
    private const double DcHighPassHz = 10; // −0.3 dB at 20 Hz
    private const double VinylHighPassHz = 25; // cutting lathes want 20–30 Hz

    /// <summary>A stage from its settings; active when they do anything.</summary>
    public static StagePlan Stage<T>(StageBinding<T> binding, T settings, params IEnumerable<Proposed> because)
        where T : class
    {
        SortedDictionary<string, double> parameters = binding.Read(settings);
        bool active = !binding.IsNeutral(parameters);
        return new StagePlan
        {
            Name = binding.Name,
            Active = active,
            Parameters = parameters,
            Reasons = [.. because.Where(proposed => active || proposed.IsNothing).SelectMany(proposed => proposed.Reasons)],
            Evidence = active ? [.. because.SelectMany(proposed => proposed.Evidence).Where(e => double.IsFinite(e.Measured) && double.IsFinite(e.Expected))] : [],
        };
    }

    /// <summary>A sentence without a measurement behind it: something the user asked for.</summary>
    public static Proposed Asked(bool really, string sentence) => Proposed.None(0) with { Reasons = really ? [sentence] : [] };

    public static StagePlan Cleanup(TrackAnalysis analysis, Judgement judgement, PlanTarget target, bool offset)
    {
        bool vinyl = target.SamplePeakDbfs is not null;
        double left = analysis.DcOffsets[0];
        double right = analysis.DcOffsets[^1];
        bool dc = offset && Math.Max(Math.Abs(left), Math.Abs(right)) > AudibleDc;
        bool steady = analysis.DcIsSteady;
        double highPassHz = Math.Max(judgement.HighPassHz.Amount[0], vinyl ? VinylHighPassHz : 0);
        var settings = new CleanupSettings
        {
            DcLeft = dc && steady ? left : 0,
            DcRight = dc && steady ? right : 0,
            HighPassHz = Math.Max(highPassHz, dc && !steady ? DcHighPassHz : 0),
        };
        var constant = new Proposed
        {
            Amount = [],
            Full = [],
            Reasons = !dc ? []
                : steady ? [$"constant offset taken out: {100 * left:0.00} % of full scale left, {100 * right:0.00} % right"]
                : [$"high-pass at {settings.HighPassHz:0} Hz takes out an offset of {100 * left:0.00} % of full scale left, {100 * right:0.00} % right, which comes and goes with the music"],
            Evidence = dc ? [new Evidence { Measure = "DC offset", Measured = analysis.DcOffset, Expected = 0, Unit = "full scale" }] : [],
        };
        return Stage(
            StageCatalogue.Cleanup, settings, constant, judgement.HighPassHz, Asked(vinyl, $"high-pass at {VinylHighPassHz:0} Hz for the cutting lathe"));
    }

    public static StagePlan Rate(int from, DeliverySettings delivery)
    {
        StagePlan stage = Stage(StageCatalogue.Rate, delivery);
        return stage with
        {
            Active = delivery.RateHz != from,
            Reasons = delivery.RateHz != from ? [$"converted from {from} to {delivery.RateHz} Hz for the output"] : [],
        };
    }

    /// <summary>The loudness stage without the gain that was found for another sound, and with the ceiling of the target.</summary>
    public static MasteringPlan ForgetGain(MasteringPlan plan)
    {
        StagePlan stage = plan.Stage(StageCatalogue.Loudness.Name);
        if (!stage.SetByHand.Contains(StageCatalogue.GainParameter))
        {
            stage = stage.Without(StageCatalogue.GainParameter);
        }

        if (!stage.SetByHand.Contains(StageCatalogue.CeilingParameter))
        {
            stage = stage.With(StageCatalogue.CeilingParameter, plan.Target.CeilingDbtp);
        }

        return plan.With(stage with { Reasons = [] });
    }

    /// <summary>The clean-up stage without the offset of another input.</summary>
    public static MasteringPlan ForgetOffset(MasteringPlan plan)
    {
        StagePlan stage = plan.Stage(StageCatalogue.Cleanup.Name);
        foreach (string name in (string[])["dcLeft", "dcRight"])
        {
            stage = stage.SetByHand.Contains(name) ? stage : stage.With(name, 0);
        }

        return plan.With(stage);
    }

    public static StagePlan Loudness(TrackAnalysis analysis, PlanTarget target, bool finished, string? towards)
    {
        bool limiting = target.SamplePeakDbfs is null;
        double clipDb = DensityDemand.SoftClipDb(analysis, target);
        var settings = new LimiterSettings
        {
            Ceiling = new DbTp(target.CeilingDbtp),
            Enabled = limiting,
            SoftClipDb = clipDb,
            ReleaseMs = DensityDemand.ReleaseMs(analysis, target),
        };
        StagePlan stage = Stage(
            StageCatalogue.Loudness,
            settings,
            Asked(finished, FinishedMaster.Words(analysis)),
            Asked(towards is not null, towards ?? ""),
            Asked(clipDb > 0, $"peaks shaved by up to {clipDb:0.0} dB before the limiter, which also recovers faster: {DensityDemand.Words(analysis, target)}"));
        // The gain follows from the sound before the limiter; it is found while rendering.
        return stage.Without(StageCatalogue.GainParameter) with { Active = true };
    }

    public static StagePlan Delivery(DeliverySettings delivery) =>
        Stage(StageCatalogue.Delivery, delivery) with { Active = delivery.Bits == 16 && delivery.Dither };
}
