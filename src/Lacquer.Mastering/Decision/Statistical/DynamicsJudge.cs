using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Statistical;

/// <summary>Dynamics: a raw mix gets a little glue; a band that jumps about far more than usual is calmed.</summary>
internal static class DynamicsJudge
{
    private const double RawPeakToLoudnessDb = 14.5; // measured: raw mixes 16–20 dB, finished masters 11–14 dB
    private const double GluePerDb = 0.35;
    private const double LargestGlueDb = 1.5;
    private const double MostRangeDb = 1.5;          // of the frames' levels: 0.5–1.1 LU of loudness range on raw mixes (measured)
    private const double FullGlueDb = 2;             // what the strongest setting adds at least
    private const double UnusualDeviations = 1.3;
    private const double LargestBandDb = 1.5;
    private const double FullDriveDb = 3;

    /// <summary>
    /// Wanted mean reduction of the broadband compressor. It never draws loud and quiet parts together by much: that hardly lowers peaks
    /// against the loudness, and takes from the music what the limiter takes again on the way to loudness.
    /// </summary>
    public static Proposed Glue(TrackAnalysis analysis)
    {
        double ratio = analysis.Loudness.PeakToLoudness.Value;
        double wanted = double.IsFinite(ratio) ? Math.Clamp((ratio - RawPeakToLoudnessDb) * GluePerDb, 0, LargestGlueDb) : 0;
        double amount = Math.Min(wanted, DynamicsStages.MostGlueWithin(analysis, MostRangeDb, LargestGlueDb));
        string held = amount < wanted ? $"; more of it would take over {MostRangeDb:0.0} dB from the distance between loud and quiet parts" : "";
        return Toward.One(
            amount,
            Math.Max(amount + 0.5, FullGlueDb),
            $"{amount:0.0} dB of compression in the mean: peaks stand {ratio:0.0} dB above the loudness, as in a mix that has not been mastered; finished masters lie between 11 and 14 dB{held}",
            new Evidence { Measure = "peak to loudness", Measured = ratio, Expected = RawPeakToLoudnessDb, Unit = "dB" });
    }

    /// <summary>Wanted mean reduction of the four slow bands. What all bands do together is verse and chorus, not a band that jumps about.</summary>
    public static Proposed Bands(TrackAnalysis analysis, TonalReference reference)
    {
        var amount = new double[analysis.Bands.Length];
        var full = new double[analysis.Bands.Length];
        var reasons = new List<string>();
        var evidence = new List<Evidence>();
        double together = Math.Max(0, analysis.Bands.Select((band, b) => reference.BandSwingDb[b].Excess(band.SlowSwingDb)).Where(double.IsFinite).DefaultIfEmpty(0).Min());
        for (int b = 0; b < amount.Length; b++)
        {
            BandDynamics band = analysis.Bands[b];
            UsualRange usual = reference.BandSwingDb[b];
            double swing = band.SlowSwingDb;
            if (!double.IsFinite(swing))
            {
                continue;
            }

            amount[b] = Math.Clamp(Toward.Shrink(usual.Excess(swing) - together, UnusualDeviations) * 0.7, 0, LargestBandDb);
            full[b] = Math.Max(amount[b], 1);
            if (amount[b] >= 0.1)
            {
                string range = $"{Words.Frequency(band.LowHz)} to {Words.Frequency(band.HighHz)}";
                reasons.Add($"{amount[b]:0.0} dB of slow compression from {range}: its loud seconds stand {swing:0.0} dB above its usual level while it plays; {usual.Mean:0.0} dB is common");
                evidence.Add(new Evidence { Measure = $"swing from {range}", Measured = swing, Expected = usual.Mean, Unit = "dB" });
            }
        }

        return new Proposed { Amount = amount, Full = full, Reasons = reasons, Evidence = evidence };
    }

    /// <summary>Saturation is a colour that nothing in the measurements asks for; only the strongest settings add some.</summary>
    public static Proposed Drive(TrackAnalysis analysis) => new()
    {
        Amount = [0],
        Full = [analysis.Loudness.PeakToLoudness.Value > RawPeakToLoudnessDb ? FullDriveDb : 0],
    };
}
