using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Statistical;

/// <summary>What no loudspeaker plays and every limiter feels.</summary>
internal static class CleanupJudge
{
    private const double CornerHz = 22; // under the lowest string of a bass (E0 is 20.6 Hz, rarely played); chosen

    /// <summary>Clean mixes have −39 to −43 dB; a filter this low costs nothing, so it comes in long before rumble is worth a remark.</summary>
    private const double MostSubsonicDb = -25;

    /// <summary>A subsonic high-pass when there is much below what loudspeakers play.</summary>
    public static Proposed HighPass(TrackAnalysis analysis)
    {
        bool rumbles = analysis.SubsonicDb > MostSubsonicDb;
        double corner = rumbles ? CornerHz : 0;
        return Toward.One(
            corner,
            corner,
            $"high-pass at {CornerHz:0} Hz: rumble below the music at {analysis.SubsonicDb:0.0} dB",
            new Evidence { Measure = "rumble", Measured = rumbles ? analysis.SubsonicDb : 0, Expected = rumbles ? MostSubsonicDb : 0, Unit = rumbles ? "dB" : "" });
    }
}
