using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Statistical;

/// <summary>
/// Proposes small, damped, evidence-weighted moves from what finished masters measure. Cautious by design: matching everything to an
/// average is worse than doing nothing, because good tracks differ from each other more than faults do.
/// </summary>
public sealed class StatisticalJudge(TonalReference reference) : IJudge
{
    /// <inheritdoc/>
    public string Name => "statistical";

    /// <inheritdoc/>
    public Judgement Judge(TrackAnalysis analysis)
    {
        if (double.IsNegativeInfinity(analysis.Loudness.Integrated.Value))
        {
            return Nothing();
        }

        return new Judgement
        {
            MidEqDb = ToneJudge.Equalizer(analysis, reference),
            SideEqDb = Proposed.None(EqualizerKnots.SideHz.Length),
            WidthDb = StereoJudge.Width(analysis, reference),
            BandReductionDb = DynamicsJudge.Bands(analysis, reference),
            GlueReductionDb = DynamicsJudge.Glue(analysis),
            DriveDb = DynamicsJudge.Drive(analysis),
            ResonanceCutDb = HarshnessJudge.Resonances(analysis),
            HarshnessCutDb = HarshnessJudge.Harshness(analysis, reference),
            DeEssCutDb = HarshnessJudge.Sibilance(analysis, reference),
            HighPassHz = CleanupJudge.HighPass(analysis),
            MonoBelowHz = StereoJudge.MonoBelow(analysis),
        };
    }

    private static Judgement Nothing() => new()
    {
        MidEqDb = Proposed.None(EqualizerKnots.MidHz.Length),
        SideEqDb = Proposed.None(EqualizerKnots.SideHz.Length),
        WidthDb = Proposed.None(3),
        BandReductionDb = Proposed.None(4),
        GlueReductionDb = Proposed.None(1),
        DriveDb = Proposed.None(1),
        ResonanceCutDb = Proposed.None(1),
        HarshnessCutDb = Proposed.None(1),
        DeEssCutDb = Proposed.None(1),
        HighPassHz = Proposed.None(1),
        MonoBelowHz = Proposed.None(1),
    };
}
