using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision;

/// <summary>
/// Tells a track that already is the master that is asked for. Its tone is what somebody decided, so automatic mode asks for nothing
/// but level; what the user asks for by a control still happens.
/// </summary>
/// <remarks>
/// Loudness, true peak and the distance between them together are the mark of a limiter that worked to this target or a louder one; a mix
/// meets all three by chance only when it needs no more level either.
/// </remarks>
internal static class FinishedMaster
{
    private const double LoudnessToleranceLu = 0.15; // a master is hit within 0.1 LU; the rest is rounding of what was asked for
    private const double PeakToleranceDb = 0.05;     // docs/contract.md, --ceiling
    private const double AtCeilingDb = 0.1;          // limiter and trim end within this below the ceiling
    private const double MasterPeakToLoudnessDb = 14.5; // measured: raw mixes 16–20 dB, finished masters 11–14 dB

    /// <summary>Whether the track is a master for this target already.</summary>
    public static bool Is(TrackAnalysis analysis, PlanTarget target)
    {
        double lufs = analysis.Loudness.Integrated.Value;
        double underCeiling = target.CeilingDbtp - analysis.Loudness.TruePeak.Value;
        if (target.LoudnessLufs is not { } wanted || !(analysis.Loudness.PeakToLoudness.Value <= MasterPeakToLoudnessDb) || !(underCeiling >= -PeakToleranceDb))
        {
            return false;
        }

        // Standing right at the ceiling is the mark where a budget held the loudness back, and where the master was made for a louder target.
        bool atCeiling = underCeiling <= AtCeilingDb;
        bool heldBack = !target.IsExact && lufs < wanted;
        return Math.Abs(lufs - wanted) <= LoudnessToleranceLu || (atCeiling && (heldBack || lufs > wanted));
    }

    /// <summary>Why nothing but level is changed.</summary>
    public static string Words(TrackAnalysis analysis) =>
        $"left as it is: the track is a finished master already, {analysis.Loudness.Integrated.Value:0.0} LUFS with peaks of {analysis.Loudness.TruePeak.Value:0.0} dBTP";

    /// <summary>The judgement without its automatic amounts; what the strongest settings would do stays.</summary>
    public static Judgement Spare(Judgement j) => j with
    {
        MidEqDb = Spare(j.MidEqDb),
        SideEqDb = Spare(j.SideEqDb),
        WidthDb = Spare(j.WidthDb),
        BandReductionDb = Spare(j.BandReductionDb),
        GlueReductionDb = Spare(j.GlueReductionDb),
        DriveDb = Spare(j.DriveDb),
        ResonanceCutDb = Spare(j.ResonanceCutDb),
        HarshnessCutDb = Spare(j.HarshnessCutDb),
        DeEssCutDb = Spare(j.DeEssCutDb),
        HighPassHz = Spare(j.HighPassHz),
        MonoBelowHz = Spare(j.MonoBelowHz),
    };

    private static Proposed Spare(Proposed proposed) => proposed with { Amount = new double[proposed.Amount.Length], Reasons = [], Evidence = [] };
}
