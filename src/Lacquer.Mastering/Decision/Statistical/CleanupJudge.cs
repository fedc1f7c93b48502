using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Statistical;

/// <summary>What no loudspeaker plays and every limiter feels.</summary>
internal static class CleanupJudge
{
    private const double CornerHz = 22; // under the lowest string of a bass (E0 is 20.6 Hz, rarely played); chosen

    /// <summary>A subsonic high-pass when the analysis found rumble.</summary>
    public static Proposed HighPass(TrackAnalysis analysis)
    {
        Finding? rumble = Array.Find(analysis.Findings, finding => finding.Code == "rumble");
        double corner = rumble is null ? 0 : CornerHz;
        return Toward.One(
            corner,
            corner,
            $"high-pass at {CornerHz:0} Hz: rumble below the music at {rumble?.Measured:0.0} {rumble?.Unit}",
            new Evidence { Measure = "rumble", Measured = rumble?.Measured ?? 0, Expected = rumble?.Expected ?? 0, Unit = rumble?.Unit ?? "" });
    }
}
