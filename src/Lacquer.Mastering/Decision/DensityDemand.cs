using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision;

/// <summary>
/// Loudness asked for by number can need peaks far closer to the loudness than limiting within the budget brings them. The work is then
/// spread over compressor, soft clip and limiter, since each sounds better doing a little than one doing it all (docs/adr/0004).
/// </summary>
internal static class DensityDemand
{
    /// <summary>Peaks that limiting takes off unheard, in dB, for each dB of its budget (measured on raw mixes: 4.5 dB over 3 s bring 6–7 dB).</summary>
    private const double PeakPerBudget = 1.4;

    private const double LargestClipDb = 3;
    private const double LargestCompressionDb = 4;
    private const double FastReleaseMs = 30;

    /// <summary>Softest release, in ms, when nothing is demanded: the limiter's own default.</summary>
    private static readonly double CalmReleaseMs = new Dsp.Dynamics.LimiterSettings().ReleaseMs;

    /// <summary>Most that the soft clip may shave off, in dB.</summary>
    public static double SoftClipDb(TrackAnalysis analysis, PlanTarget target) =>
        Math.Round(Math.Min(LargestClipDb, Excess(analysis, target) * 0.5), 1);

    /// <summary>Mean gain reduction of the compressor for density, in dB.</summary>
    public static double CompressionDb(TrackAnalysis analysis, PlanTarget target) =>
        Math.Round(Math.Min(LargestCompressionDb, Excess(analysis, target) * 0.6), 1);

    /// <summary>Release of the limiter, in ms.</summary>
    public static double ReleaseMs(TrackAnalysis analysis, PlanTarget target) =>
        Excess(analysis, target) > 1 ? FastReleaseMs : CalmReleaseMs;

    /// <summary>Why, in words.</summary>
    public static string Words(TrackAnalysis analysis, PlanTarget target) =>
        $"peaks stand {analysis.Loudness.PeakToLoudness.Value:0.0} dB above the loudness, and {target.LoudnessLufs:0.0} LUFS under {target.CeilingDbtp:0.0} dBTP leave {target.CeilingDbtp - target.LoudnessLufs:0.0} dB";

    /// <summary>Peaks that must go beyond what the limiter takes within its budget, in dB.</summary>
    private static double Excess(TrackAnalysis analysis, PlanTarget target)
    {
        double ratio = analysis.Loudness.PeakToLoudness.Value;
        return target is { IsExact: true, LoudnessLufs: { } lufs } && double.IsFinite(ratio)
            ? Math.Max(0, ratio - (target.CeilingDbtp - lufs) - (target.BudgetDb * PeakPerBudget))
            : 0;
    }
}
