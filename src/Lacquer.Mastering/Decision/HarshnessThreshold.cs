using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision;

/// <summary>Where the harsh region starts to be held down: relative to how much of it the track usually has.</summary>
internal static class HarshnessThreshold
{
    private const double LowHz = 2_000;
    private const double HighHz = 6_000;

    /// <summary>Threshold in dB of the region's power against the whole.</summary>
    public static double From(TrackAnalysis analysis, int deharsh)
    {
        double region = 0;
        double whole = 0;
        for (int b = 0; b < analysis.Tone.BandCentresHz.Length; b++)
        {
            double power = Math.Pow(10, analysis.Tone.LoudPartLevelsDb[b] / 10);
            whole += power;
            region += analysis.Tone.BandCentresHz[b] is >= LowHz and <= HighHz ? power : 0;
        }

        double usual = region > 0 && whole > 0 ? 10 * Math.Log10(region / whole) : -20;
        // Automatic: only moments that stick out of the track's own level; the stronger settings work on all of them.
        double above = deharsh switch { <= 3 => 2, 4 => -1, _ => -4 };
        return Math.Round(Math.Clamp(usual + above, -40, 0), 1);
    }
}
