using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Statistical;

/// <summary>Narrow resonances, a harsh upper middle, sharp sibilants.</summary>
internal static class HarshnessJudge
{
    private const double ResonanceDb = 8;        // chosen: finished masters show up to 7 dB; the stage itself works from 6 dB on
    private const double LargestResonanceDb = 4;
    private const double UnusualDeviations = 1.2;
    private const double LargestHarshDb = 3;
    private const double LargestDeEssDb = 5;
    private static readonly double[] HarshBandsHz = [2_500, 3_150, 4_000, 5_000];

    /// <summary>Deepest cut of narrow resonances.</summary>
    public static Proposed Resonances(TrackAnalysis analysis)
    {
        Resonance? worst = null;
        foreach (Resonance resonance in analysis.Resonances)
        {
            if (resonance.FrequencyHz is > 100 and < 12_000 && (worst is null || resonance.ExcessDb > worst.ExcessDb))
            {
                worst = resonance;
            }
        }

        double excess = worst?.ExcessDb ?? 0;
        double amount = Math.Clamp((excess - ResonanceDb) * 0.6, 0, LargestResonanceDb);
        return Toward.One(
            amount,
            worst is null ? 0 : Math.Max(amount, 2),
            $"resonances held down by up to {amount:0.0} dB: {Words.Frequency(worst?.FrequencyHz ?? 0)} rings {excess:0.0} dB above its surroundings in {100 * (worst?.Presence ?? 0):0} % of the track",
            new Evidence { Measure = "strongest resonance", Measured = excess, Expected = ResonanceDb, Unit = "dB" });
    }

    /// <summary>Deepest cut of the region from 2 to 6 kHz, on the moments when it sticks out.</summary>
    public static Proposed Harshness(TrackAnalysis analysis, TonalReference reference)
    {
        double[]? deviation = ToneJudge.Deviation(analysis.Tone, reference);
        if (deviation is null)
        {
            return Proposed.None(1);
        }

        double excess = 0;
        double deviations = 0;
        foreach (double hz in HarshBandsHz)
        {
            int band = Array.IndexOf(reference.BandCentresHz, hz);
            excess += deviation[band] / HarshBandsHz.Length;
            deviations += deviation[band] / Math.Sqrt(reference.Covariance[band, band]) / HarshBandsHz.Length;
        }

        double amount = Math.Clamp(Toward.Shrink(deviations, UnusualDeviations) * 2, 0, LargestHarshDb);
        return Toward.One(
            amount,
            Math.Max(amount, Math.Clamp(excess, 0.5, 2)),
            $"2 to 6 kHz held down by up to {amount:0.0} dB when it sticks out: the loud parts carry {excess:0.0} dB more there than finished masters do",
            new Evidence { Measure = "level from 2.5 to 5 kHz", Measured = excess, Expected = 0, Unit = "dB" });
    }

    /// <summary>Deepest cut of sibilants.</summary>
    public static Proposed Sibilance(TrackAnalysis analysis, TonalReference reference)
    {
        double sibilance = analysis.SibilanceDb;
        if (!double.IsFinite(sibilance))
        {
            return Proposed.None(1);
        }

        double deviations = reference.SibilanceDb.Excess(sibilance);
        double amount = Math.Clamp(Toward.Shrink(deviations, UnusualDeviations) * 2, 0, LargestDeEssDb);
        return Toward.One(
            amount,
            Math.Max(amount, 2),
            $"sibilants held down by up to {amount:0.0} dB: 5 to 10 kHz jumps {sibilance:0.0} dB above its usual level; {reference.SibilanceDb.Mean:0.0} dB is common",
            new Evidence { Measure = "sibilance", Measured = sibilance, Expected = reference.SibilanceDb.Mean, Unit = "dB" });
    }
}
