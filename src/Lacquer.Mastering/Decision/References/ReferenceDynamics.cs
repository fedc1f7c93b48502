using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.References;
using Lacquer.Mastering.Decision.Statistical;

namespace Lacquer.Mastering.Decision.References;

/// <summary>
/// Draws dynamics towards those of a reference. What is livelier than the reference can be calmed; what is calmer cannot be brought back
/// to life, and is left alone.
/// </summary>
internal static class ReferenceDynamics
{
    private const double RangeDeadLu = 2;      // another tone alone makes 1.3 LU (measured); songs of one album differ by more
    private const double CrestDeadDb = 1;
    private const double CrestPerDb = 0.5;     // mean reduction for each dB of crest; 2:1 with 30 ms of attack lets the first of a hit pass
    private const double LargestGlueDb = 3;
    private const double SwingDeadDb = 2;
    private const double SwingShare = 0.7;     // as the statistical judge: of a swing, which a slow compressor meets in part
    private const double LargestBandDb = 2;
    private const double SibilanceDeadDb = 3; // another tone alone makes 2.3 dB (measured)
    private const double LargestDeEssDb = 5;
    private const int FirstCrestBand = 1;      // 120 Hz to 4 kHz: below, a beat is longer than what crest is measured over
    private const int LastCrestBand = 2;

    /// <summary>Why dynamics cannot be compared; null when they can.</summary>
    public static string? Refused(ReferenceProfile mix, ReferenceProfile reference, ReferenceWords words)
    {
        string tooShort = $"shorter than {ReferenceProfiles.LeastSecondsForDynamics:0} s, too short to tell them";
        return double.IsNaN(mix.LoudnessRangeLu) ? $"dynamics are not matched: the mix is {tooShort}"
            : double.IsNaN(reference.LoudnessRangeLu) ? $"dynamics are not matched: {words.TheReference} {words.Is} {tooShort}"
            : null;
    }

    /// <summary>Wanted mean reduction of the broadband compressor.</summary>
    public static Proposed Glue(TrackAnalysis analysis, ReferenceProfile mix, ReferenceProfile reference, ReferenceWords words)
    {
        double range = Toward.Shrink(Positive(mix.LoudnessRangeLu - reference.LoudnessRangeLu), RangeDeadLu);
        double crest = Crest(mix) - Crest(reference);
        double forRange = range > 0 ? DynamicsStages.MostGlueWithin(analysis, range, LargestGlueDb) : 0;
        double forCrest = CrestPerDb * Toward.Shrink(Positive(crest), CrestDeadDb);
        double amount = Math.Min(LargestGlueDb, Math.Max(forRange, forCrest));
        string why = forRange >= forCrest
            ? $"its loudness ranges over {mix.LoudnessRangeLu:0.0} LU, {words.Its} over {reference.LoudnessRangeLu:0.0}"
            : $"its peaks stand {crest:0.0} dB further above the body of the sound than {words.Its}";
        Proposed glue = Toward.One(amount, amount, $"{words.Move(amount).TrimStart('+')} of compression in the mean: {why}", new Evidence
        {
            Measure = "loudness range",
            Measured = mix.LoudnessRangeLu,
            Expected = reference.LoudnessRangeLu,
            Unit = "LU",
        });
        return amount > 0 ? glue : glue with { Reasons = Uncompressed(mix, reference, words) };
    }

    /// <summary>Wanted mean reduction of the four slow bands. What all bands do together is verse and chorus.</summary>
    public static Proposed Bands(TrackAnalysis analysis, ReferenceProfile mix, ReferenceProfile reference, ReferenceWords words)
    {
        double[] excess = [.. mix.BandSwingDb.Select((db, b) => db - reference.BandSwingDb[b])];
        double together = Math.Max(0, excess.Where(db => !double.IsNaN(db)).DefaultIfEmpty(0).Min());
        double[] amount = [.. excess.Select(db => Math.Clamp(SwingShare * Toward.Shrink(Positive(db - together), SwingDeadDb), 0, LargestBandDb))];
        int[] moved = [.. Enumerable.Range(0, amount.Length).Where(b => amount[b] >= 0.1)];
        string Range(int b) => $"{Words.Frequency(analysis.Bands[b].LowHz)} to {Words.Frequency(analysis.Bands[b].HighHz)}";
        return new Proposed
        {
            Amount = amount,
            Full = amount,
            Reasons = [.. moved.Select(b => $"{words.Move(amount[b]).TrimStart('+')} of slow compression from {Range(b)}: its loud seconds stand {mix.BandSwingDb[b]:0.0} dB above its usual level, {words.Its} {reference.BandSwingDb[b]:0.0} dB")],
            Evidence = [.. moved.Select(b => new Evidence { Measure = $"swing from {Range(b)}", Measured = mix.BandSwingDb[b], Expected = reference.BandSwingDb[b], Unit = "dB" })],
        };
    }

    /// <summary>Deepest cut of sibilants.</summary>
    public static Proposed DeEss(ReferenceProfile mix, ReferenceProfile reference, ReferenceWords words)
    {
        double amount = Math.Min(LargestDeEssDb, Toward.Shrink(Positive(mix.SibilanceDb - reference.SibilanceDb), SibilanceDeadDb));
        return Toward.One(
            amount,
            amount,
            $"sibilants held down by up to {words.Move(amount).TrimStart('+')}: 5 to 10 kHz jumps {mix.SibilanceDb:0.0} dB above its usual level, {words.Its} {reference.SibilanceDb:0.0} dB",
            new Evidence { Measure = "sibilance", Measured = mix.SibilanceDb, Expected = reference.SibilanceDb, Unit = "dB" });
    }

    private static IReadOnlyList<string> Uncompressed(ReferenceProfile mix, ReferenceProfile reference, ReferenceWords words) =>
        mix.LoudnessRangeLu < reference.LoudnessRangeLu - RangeDeadLu
            ? [$"not compressed: the loudness of the mix ranges over {mix.LoudnessRangeLu:0.0} LU, {words.Its} over {reference.LoudnessRangeLu:0.0}; mastering cannot give back what is missing"]
            : [];

    private static double Crest(ReferenceProfile profile) => profile.BandCrestDb[FirstCrestBand..(LastCrestBand + 1)].Average();

    /// <summary>0 for what does not exist.</summary>
    private static double Positive(double value) => value > 0 ? value : 0;
}
