using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Decision;

/// <summary>
/// Turns a judge's proposal and the user's controls into a plan. The one place where proposals meet controls, ranges and what was
/// set by hand.
/// </summary>
public sealed class Decider(IJudge judge)
{
    /// <summary>Whether deciding from scratch needs <see cref="TrackAnalysis.Segments"/>.</summary>
    public bool NeedsSegments => judge.NeedsSegments;

    /// <summary>Decides from scratch.</summary>
    /// <param name="analysis">What was measured.</param>
    /// <param name="controls">What the user asks for.</param>
    /// <param name="byHand">Parameters set by hand; they win over everything.</param>
    /// <param name="bypassed">Stages switched off by hand.</param>
    /// <param name="delivery">Rate, word length and dither of the output.</param>
    /// <param name="reference">What the master is to be drawn towards; null for nothing.</param>
    /// <exception cref="PlanException">Something set by hand does not exist or is out of range.</exception>
    public MasteringPlan Decide(
        TrackAnalysis analysis,
        Controls controls,
        IReadOnlyList<ManualSetting> byHand,
        IReadOnlyList<string> bypassed,
        DeliverySettings delivery,
        MatchedReference? reference = null)
    {
        ReferenceProposal? towards = reference is null ? null : ReferenceProposal.Of(analysis, reference);
        PlanTarget target = LoudnessTarget.From(controls, reference);
        bool finished = FinishedMaster.Is(analysis, target);
        TrackAnalysis told = controls.Genre is { } genre ? analysis with { Style = StyleEstimate.Given(genre) } : analysis;
        Judgement proposal = StyleProfile.Of(analysis.Style, controls.Genre).Apply(judge.Judge(told));
        Judgement own = finished ? FinishedMaster.Spare(proposal) : proposal;
        Judgement judgement = ApplyStrength(towards is null ? own : towards.Blend(own), controls.Strength);
        StagePlan equalizer = ToneStages.Equalizer(judgement, controls);
        BandDynamics[] bands = EqualizedBands.Of(analysis, equalizer);
        StagePlan dynamics = DynamicsStages.Dynamics(bands, judgement, controls);
        StagePlan[] stages =
        [
            StageBuilder.Cleanup(analysis, judgement, target, offset: !finished),
            equalizer,
            ToneStages.Resonance(analysis, judgement, controls),
            dynamics,
            ImageStage.Image(analysis, equalizer, dynamics, judgement, controls, target),
            DynamicsStages.Compressor(analysis, bands, judgement, controls, target),
            ToneStages.DeEsser(judgement, controls),
            DynamicsStages.Saturation(analysis, judgement),
            StageBuilder.Rate(analysis.Format.SampleRateHz, delivery),
            StageBuilder.Loudness(analysis, target, finished && towards is not { IsHeard: true }, ReferenceLoudness.Words(controls, reference)),
            StageBuilder.Delivery(delivery),
        ];
        var plan = new MasteringPlan { Decision = judge.Name, ModelHash = judge.ModelHash, StyleModelHash = analysis.Style.ModelHash, Controls = controls, Target = target, Reference = reference, Stages = stages };
        return ByHand.Apply(QuietBalance.Apply(OwnBalance.Keep(plan, judgement, controls), judgement), byHand, bypassed);
    }

    /// <summary>Repeats a plan, perhaps with something set by hand on top, perhaps on another input.</summary>
    /// <param name="plan">The plan to repeat.</param>
    /// <param name="inputSha256">Hash of the input that is to be mastered.</param>
    /// <param name="byHand">Parameters set by hand now.</param>
    /// <param name="bypassed">Stages switched off by hand now.</param>
    /// <param name="inputRateHz">Rate of that input.</param>
    /// <param name="delivery">Rate, word length and dither of the output.</param>
    /// <exception cref="PlanException">Something set by hand does not exist or is out of range.</exception>
    public static MasteringPlan Recall(
        MasteringPlan plan,
        string inputSha256,
        int inputRateHz,
        IReadOnlyList<ManualSetting> byHand,
        IReadOnlyList<string> bypassed,
        DeliverySettings delivery)
    {
        MasteringPlan recalled = plan.With(StageBuilder.Rate(inputRateHz, delivery)).With(StageBuilder.Delivery(delivery));
        bool sameSound = plan.InputSha256 == inputSha256
            && plan.RenderVersion == MasteringPlan.CurrentRenderVersion
            && byHand.Count == 0
            && bypassed.Count == 0
            && SameParameters(plan, recalled, StageCatalogue.Rate.Name);
        if (!sameSound)
        {
            // The gain and the lowered ceiling belong to one sound only; they are found again.
            recalled = StageBuilder.ForgetGain(recalled);
        }

        if (plan.InputSha256 != inputSha256)
        {
            recalled = StageBuilder.ForgetOffset(recalled);
        }

        // What the loudness stage did is said anew; what was set by hand stays said.
        StagePlan loudness = recalled.Stage(StageCatalogue.Loudness.Name);
        recalled = recalled.With(loudness with { Reasons = [.. loudness.Reasons.Where(reason => reason.EndsWith(ByHand.Mark, StringComparison.Ordinal))] });
        return ByHand.Apply(recalled with { RenderVersion = MasteringPlan.CurrentRenderVersion }, byHand, bypassed);
    }

    private static bool SameParameters(MasteringPlan a, MasteringPlan b, string stage) =>
        a.Stage(stage).Parameters.OrderBy(entry => entry.Key).SequenceEqual(b.Stage(stage).Parameters.OrderBy(entry => entry.Key));

    /// <summary>How far each strength goes: a share of the automatic amount, then part of the way to the full one.</summary>
    private static Judgement ApplyStrength(Judgement j, int strength) => j with
    {
        MidEqDb = Scale(j.MidEqDb, strength),
        SideEqDb = Scale(j.SideEqDb, strength),
        WidthDb = Scale(j.WidthDb, strength),
        BandReductionDb = Scale(j.BandReductionDb, strength),
        GlueReductionDb = Scale(j.GlueReductionDb, strength),
        DriveDb = Scale(j.DriveDb, strength),
        ResonanceCutDb = Scale(j.ResonanceCutDb, strength),
        HarshnessCutDb = Scale(j.HarshnessCutDb, strength),
        DeEssCutDb = Scale(j.DeEssCutDb, strength),
        Reference = j.Reference is not { } reference ? null : reference with
        {
            EqDb = Scale(reference.EqDb, strength),
            QuietEqDb = Scale(reference.QuietEqDb, strength),
        },
    };

    private static Proposed Scale(Proposed proposed, int strength)
    {
        (double share, double beyond) = strength switch { 1 => (0.1, 0.0), 2 => (0.55, 0.0), 3 => (1.0, 0.0), 4 => (1.0, 0.5), _ => (1.0, 1.0) };
        var amount = new double[proposed.Amount.Length];
        for (int i = 0; i < amount.Length; i++)
        {
            amount[i] = (share * proposed.Amount[i]) + (beyond * (proposed.Full[i] - proposed.Amount[i]));
        }

        // The sentences say what automatic mode would do; the last one says what is done of it.
        IReadOnlyList<string> reasons = strength == 3 || proposed.Reasons.Count == 0 || proposed.IsNothing
            ? proposed.Reasons
            : [.. proposed.Reasons, share < 1 ? $"of that, {100 * share:0} % is done: strength {strength} was asked for" : $"and more than that: strength {strength} was asked for"];
        return proposed with { Amount = amount, Reasons = reasons };
    }
}
