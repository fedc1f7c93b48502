using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.References;

namespace Lacquer.Mastering.Decision.References;

/// <summary>
/// Quiet passages whose tone lies elsewhere than the loud parts' does against a reference: a verse that is boxier than the chorus. They get
/// a part of the difference on top.
/// </summary>
/// <remarks>Only a part, since verse and chorus differ mainly by who plays, and two songs are rarely arranged alike.</remarks>
internal static class ReferenceQuiet
{
    private const double LeastContrastLu = 3;  // quiet parts that are hardly quieter are no other parts; in both tracks
    private const double LeastDistanceDb = 1.5; // RMS over the bands: closer is not worth a change of tone in the middle of a song
    private const double Share = 0.5;          // chosen
    private const double LargestDb = 3;

    /// <summary>The quiet passages of a track with how far they lie off; none where it is not worth it.</summary>
    /// <param name="analysis">The mix.</param>
    /// <param name="contrastLu">By how much the quiet parts are quieter, in the mix and in the reference.</param>
    /// <param name="extraDb">What they would get beside, see <see cref="Extra"/>.</param>
    public static IReadOnlyList<Passage> Passages(TrackAnalysis analysis, (double Mix, double Reference) contrastLu, double[] extraDb)
    {
        double[] known = [.. extraDb.Where(db => !double.IsNaN(db))];
        double distance = known.Length == 0 ? 0 : Math.Sqrt(known.Average(db => db * db)) / Share;
        if (!(contrastLu.Mix >= LeastContrastLu && contrastLu.Reference >= LeastContrastLu && distance >= LeastDistanceDb))
        {
            return [];
        }

        double border = 0.5 * (analysis.LoudPart.LoudnessLufs + analysis.QuietPart.LoudnessLufs);
        var passages = new List<Passage>();
        foreach (Section section in analysis.Sections.Where(section => section.Integrated.Value < border && double.IsFinite(section.Integrated.Value)))
        {
            bool follows = passages.Count > 0 && passages[^1].ToSeconds == section.StartSeconds;
            var passage = new Passage { FromSeconds = follows ? passages[^1].FromSeconds : section.StartSeconds, ToSeconds = section.EndSeconds, DistanceDb = distance };
            if (follows)
            {
                passages.RemoveAt(passages.Count - 1);
            }

            passages.Add(passage);
        }

        double all = passages.Sum(passage => passage.ToSeconds - passage.FromSeconds);
        return all < analysis.DurationSeconds ? passages : [];
    }

    /// <summary>What the quiet parts would get beside the curve of the loud ones, in dB; NaN where one of the two tracks knows nothing.</summary>
    public static double[] Extra(ReferenceTone loud, ReferenceTone quiet)
    {
        double[] apart = [.. quiet.DistanceDb.Select((db, b) => db - loud.DistanceDb[b])];
        double[] known = [.. apart.Where(db => !double.IsNaN(db))];
        double mean = known.Length == 0 ? 0 : known.Average();
        return [.. apart.Select((db, b) => double.IsNaN(db) ? db : Math.Clamp(Share * (BroadDifference.OverOctave(apart, b) - mean), -LargestDb, LargestDb))];
    }

    /// <summary>The proposal, with a sentence for each hill and valley.</summary>
    public static Proposed Propose(double[] extraDb, double[] knotsDb, ReferenceWords words)
    {
        double[] gains = Array.ConvertAll(extraDb, db => double.IsNaN(db) ? 0 : db);
        double[] hz = ReferenceProfile.BandCentresHz;
        return new Proposed
        {
            Amount = knotsDb,
            Full = knotsDb,
            Reasons = [.. ToneCurve.Hills(gains).Select(b =>
                $"{words.Move(gains[b])} around {Words.Frequency(hz[b])} on top in the quiet parts: {words.TheReference} {words.Carries} {Math.Abs(gains[b] / Share):0.0} dB {(gains[b] > 0 ? "more" : "less")} there than the loud parts tell")],
        };
    }
}
