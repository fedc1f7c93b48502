using Lacquer.Mastering.Analysis.References;

namespace Lacquer.Mastering.Decision.References;

/// <summary>Proposes the equaliser that gives the loud parts of a mix the tone of a reference's loud parts, and says why.</summary>
internal static class ReferenceEqualizer
{
    private const int LeastBands = 6;          // two octaves: less is no tonal balance
    private const double AudibleDb = 0.25;     // a curve that stays under this everywhere is not worth a move. Chosen
    private const double OtherKindDb = 10;     // RMS; half of all pairs of songs of any kind lie closer (measured on 105)
    private const double HeldBackDb = 1;       // smaller shortfalls are not worth a sentence

    /// <summary>Where nothing can be compared, and why.</summary>
    public static Proposed? Refused(ReferenceTone tone, ReferenceWords words) => tone.Known >= LeastBands
        ? null
        : Left($"too little of the spectrum sounds in both the mix and {words.TheReference}");

    /// <summary>The proposal.</summary>
    public static Proposed Propose(ReferenceTone tone, double[] knotsDb, double[] highestDb, ReferenceProfile mix, ReferenceProfile reference, ReferenceWords words)
    {
        double[] gains = Array.ConvertAll(tone.GainDb, db => double.IsNaN(db) ? 0 : db);
        if (gains.Max(Math.Abs) < AudibleDb)
        {
            return Left($"it has {words.Its} tone already");
        }

        int[] hills = [.. ToneCurve.Hills(gains)];
        double[] hz = ReferenceProfile.BandCentresHz;
        return new Proposed
        {
            Amount = knotsDb,
            Full = knotsDb,
            Reasons =
            [
                .. hills.Select(b =>
                    $"{words.Move(gains[b])} around {Words.Frequency(hz[b])}: {words.TheReference} {words.Carries} {Math.Abs(tone.DistanceDb[b]):0.0} dB {(tone.DistanceDb[b] > 0 ? "more" : "less")} there in the loud parts"),
                .. HeldBack(tone, highestDb, hz),
                .. OtherKind(tone, words),
                .. Unknown(tone, mix, reference, words),
            ],
            Evidence = [.. hills.Select(b => new Evidence { Measure = $"level around {Words.Frequency(hz[b])} against {words.Its}", Measured = -tone.DistanceDb[b], Expected = 0, Unit = "dB" })],
        };
    }

    private static Proposed Left(string why) =>
        Proposed.None(EqualizerKnots.MidHz.Length) with { Reasons = [$"the tone is left as it is: {why}"] };

    private static IEnumerable<string> HeldBack(ReferenceTone tone, double[] highestDb, double[] hz)
    {
        bool Falls(int b) => Math.Abs(tone.DistanceDb[b] - tone.GainDb[b]) >= HeldBackDb; // NaN: no
        int[] noise = [.. Enumerable.Range(0, hz.Length).Where(b => Falls(b) && tone.GainDb[b] >= 0 && highestDb[b] < LiftLimits.LargestDb)];
        int[] far = [.. Enumerable.Range(0, hz.Length).Where(b => Falls(b) && !noise.Contains(b))];
        if (noise.Length > 0)
        {
            yield return $"lifts held back {Range(noise, hz)}: the mix holds a steady noise there, which would come up with the music";
        }

        if (far.Length > 0)
        {
            yield return $"no band is moved by more than {LiftLimits.LargestDb:0} dB; more would be wanted {Range(far, hz)}";
        }
    }

    private static IEnumerable<string> OtherKind(ReferenceTone tone, ReferenceWords words)
    {
        double distance = Math.Sqrt(tone.DistanceDb.Where(db => !double.IsNaN(db)).Average(db => db * db));
        if (distance >= OtherKindDb)
        {
            yield return $"{words.TheReference} {words.Is} another kind of sound, {distance:0} dB RMS away in tone; music like the mix would be a better guide";
        }
    }

    private static string Range(int[] bands, double[] hz) =>
        bands.Length == 1 ? $"around {Words.Frequency(hz[bands[0]])}" : $"between {Words.Frequency(hz[bands[0]])} and {Words.Frequency(hz[bands[^1]])}";

    /// <summary>A narrow band on either side is worth a word; that nobody compares the lowest and highest octave is not.</summary>
    private static IEnumerable<string> Unknown(ReferenceTone tone, ReferenceProfile mix, ReferenceProfile reference, ReferenceWords words)
    {
        const double Usual = 14_000; // what reaches up to here lacks nothing that matters
        int last = Array.FindLastIndex(tone.GainDb, db => !double.IsNaN(db));
        double highest = ReferenceProfile.BandCentresHz[last];
        if (highest < Usual / 1.25)
        {
            bool isReference = Math.Min(reference.BandwidthHz, 0.5 * reference.SampleRateHz) < Math.Min(mix.BandwidthHz, 0.5 * mix.SampleRateHz);
            yield return isReference
                ? $"above {Words.Frequency(highest)} nothing is matched: {words.TheReference} {words.Has} nothing there to go by"
                : $"above {Words.Frequency(highest)} nothing is matched: the mix has nothing there that could be brought up";
        }
    }
}
