namespace Lacquer.Mastering.Analysis.References;

/// <summary>Draws a profile out of an analysis.</summary>
public static class ReferenceProfiles
{
    /// <summary>Shorter than this, range and swing say more about the excerpt than about the music. Chosen: three short-term windows.</summary>
    public const double LeastSecondsForDynamics = 9;

    /// <summary>Both channels nearly the same: such a file is mono in two channels and tells nothing of width. In dB, side against mid. Chosen.</summary>
    private const double NearlyMonoDb = -40;

    private const double LowestResonanceHz = 100;
    private const double HighestResonanceHz = 12_000;

    /// <summary>The profile of a track.</summary>
    /// <param name="analysis">What was measured.</param>
    /// <param name="name">Name of the file, as reasons and plans show it.</param>
    /// <param name="sha256">Hash of the file; empty where nobody asks for it.</param>
    public static ReferenceProfile Of(TrackAnalysis analysis, string name, string sha256)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        bool longEnough = analysis.DurationSeconds >= LeastSecondsForDynamics;
        bool wide = analysis.Stereo.SideToMidDb > NearlyMonoDb;
        double[] Side(PartTone part) => wide ? part.SideDb : [.. part.SideDb.Select(_ => double.NaN)];
        return new ReferenceProfile
        {
            Name = name,
            Sha256 = sha256,
            DurationSeconds = Math.Round(analysis.DurationSeconds, 3),
            SampleRateHz = analysis.Format.SampleRateHz,
            Channels = analysis.Format.Channels,
            BandwidthHz = Math.Round(analysis.BandwidthHz, 1),
            LoudMidDb = analysis.LoudPart.MidDb,
            LoudSideDb = Side(analysis.LoudPart),
            QuietMidDb = analysis.QuietPart.MidDb,
            QuietSideDb = Side(analysis.QuietPart),
            NoiseFloorDb = Array.ConvertAll(analysis.NoiseFloorDbfs, db => db - analysis.LoudPart.WholeDbfs),
            QuietBelowLoudLu = Known(longEnough, analysis.LoudPart.LoudnessLufs - analysis.QuietPart.LoudnessLufs),
            IntegratedLufs = Known(true, analysis.Loudness.Integrated.Value),
            LoudnessRangeLu = Known(longEnough, analysis.Loudness.Range.Value),
            PeakToLoudnessDb = Known(true, analysis.Loudness.PeakToLoudness.Value),
            BandSwingDb = Array.ConvertAll(analysis.Bands, band => Known(longEnough, band.SlowSwingDb)),
            BandCrestDb = Array.ConvertAll(analysis.Bands, band => Known(true, band.CrestDb)),
            SibilanceDb = Known(longEnough, analysis.SibilanceDb),
            ResonanceDb = analysis.Resonances
                .Where(resonance => resonance.FrequencyHz is > LowestResonanceHz and < HighestResonanceHz)
                .Select(resonance => resonance.ExcessDb)
                .DefaultIfEmpty(0)
                .Max(),
        };
    }

    private static double Known(bool known, double value) => known && double.IsFinite(value) ? value : double.NaN;
}
