using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Features;

namespace Lacquer.Mastering.Decision.Learned;

/// <summary>
/// What departs from the rest of a song: a bass solo, a spoken intro. It has no say in the song's curve, and keeps its own balance.
/// </summary>
/// <remarks>
/// The distances were chosen on the training packages so that about one of thirty segments departs clearly. Adding the width was tried: it
/// moves as much within songs.
/// </remarks>
internal static class Departure
{
    private const double FullSayDb = 8;       // of distance: up to here a segment counts in full,
    private const double NoSayDb = 12;        // from here on not at all; chosen around the twentieth that lies furthest out
    private const double PassageDb = 12;      // clearly departs: one of thirty
    private const double ShortestSeconds = 8; // half of it is left when the song's curve has faded
    private const double LargestShare = 0.35; // of the track: more is no exception, but the other half of the song
    private const int MostPassages = 4;
    private const double LowestDb = -50;      // as SongSummary: an empty band is empty, however empty
    private const double MarginSeconds = 2.5; // a section's ends may be off by so much
    private const double LeastKept = 0.5;     // of a section's frames; of long tracks only some segments are kept
    private const int Every = 8;              // frames, 0.4 s apart: enough for a mean
    private const double QuietestDb = 20;     // as SongSummary

    /// <summary>How much each segment of a song has to say, 0 to 1; never all 0.</summary>
    public static double[] Shares(SongSummary song)
    {
        float[][] levels = [.. song.Segments.Select(segment => segment.LevelDb)];
        double[] distances = Distances(levels, [.. song.Segments.Select(segment => segment.Weight)]);
        double[] shares = Array.ConvertAll(distances, db => Math.Clamp((NoSayDb - db) / (NoSayDb - FullSayDb), 0, 1));
        // Where everything differs from everything else, nothing is an exception.
        double left = song.Segments.Select((segment, s) => segment.Weight * shares[s]).Sum();
        return left >= 0.5 ? shares : Array.ConvertAll(shares, _ => 1.0);
    }

    /// <summary>The passages of a track that clearly depart, in order of time.</summary>
    public static IReadOnlyList<Passage> Passages(TrackAnalysis analysis)
    {
        Section[] sections = [.. analysis.Sections.Where(section => double.IsFinite(section.Integrated.Value) && Spectrum(analysis, section) is not null)];
        if (sections.Length < 2)
        {
            return [];
        }

        double loudest = sections.Max(section => section.Integrated.Value);
        double[] weights = Array.ConvertAll(sections, section =>
            (section.EndSeconds - section.StartSeconds) * Math.Pow(10, 0.05 * Math.Max(section.Integrated.Value - loudest, -QuietestDb)));
        double[] distances = Distances(Array.ConvertAll(sections, section => Spectrum(analysis, section)!), weights);
        var passages = new List<Passage>();
        for (int s = 0; s < sections.Length; s++)
        {
            if (distances[s] < PassageDb)
            {
                continue;
            }

            bool follows = passages.Count > 0 && passages[^1].ToSeconds == sections[s].StartSeconds;
            Passage passage = follows
                ? passages[^1] with { ToSeconds = sections[s].EndSeconds, DistanceDb = Math.Max(passages[^1].DistanceDb, distances[s]) }
                : new Passage { FromSeconds = sections[s].StartSeconds, ToSeconds = sections[s].EndSeconds, DistanceDb = distances[s] };
            if (follows)
            {
                passages.RemoveAt(passages.Count - 1);
            }

            passages.Add(passage);
        }

        double all = passages.Sum(passage => passage.ToSeconds - passage.FromSeconds);
        return all > LargestShare * analysis.DurationSeconds
            ? []
            : [.. passages.Where(passage => passage.ToSeconds - passage.FromSeconds >= ShortestSeconds)
                .OrderByDescending(passage => passage.DistanceDb).Take(MostPassages).OrderBy(passage => passage.FromSeconds)];
    }

    /// <summary>Level of each band in the middle of a section, without their mean; null when too little of it was kept.</summary>
    private static float[]? Spectrum(TrackAnalysis analysis, Section section)
    {
        (double from, double to) = (section.StartSeconds + MarginSeconds, section.EndSeconds - MarginSeconds);
        var power = new double[FeatureLayout.Bands];
        int used = 0;
        int all = 0;
        foreach (SegmentFeatures segment in analysis.Segments.Where(segment => segment.EndSeconds > from && segment.StartSeconds < to))
        {
            int count = segment.Frames.Length / FeatureLayout.FrameValues;
            double hop = (segment.EndSeconds - segment.StartSeconds) / count;
            for (int f = 0; f < count; f += Every)
            {
                double at = segment.StartSeconds + (f * hop);
                if (at >= from && at < to)
                {
                    used++;
                    for (int b = 0; b < power.Length; b++)
                    {
                        power[b] += Math.Pow(10, 0.1 * (double)segment.Frames[(f * FeatureLayout.FrameValues) + FeatureLayout.MidAt + b]);
                    }
                }
            }

            all = Math.Max(all, (int)((to - from) / (hop * Every)));
        }

        if (used == 0 || used < LeastKept * all)
        {
            return null;
        }

        double[] levels = Array.ConvertAll(power, p => 10 * Math.Log10(p / used));
        double mean = levels.Average();
        return Array.ConvertAll(levels, db => (float)Math.Max(db - mean, LowestDb));
    }

    /// <summary>How far each spectrum lies from the weighted median of all, RMS over the bands without their mean, in dB.</summary>
    private static double[] Distances(float[][] levels, double[] weights)
    {
        int bands = levels[0].Length;
        double[] median = [.. Enumerable.Range(0, bands).Select(b => Median(levels, weights, b))];
        return Array.ConvertAll(levels, level =>
        {
            double[] difference = [.. level.Select((db, b) => db - median[b])];
            double mean = difference.Average();
            return Math.Sqrt(difference.Sum(db => (db - mean) * (db - mean)) / bands);
        });
    }

    private static double Median(float[][] levels, double[] weights, int band)
    {
        double half = 0.5 * weights.Sum();
        double sum = 0;
        foreach (int s in Enumerable.Range(0, levels.Length).OrderBy(s => levels[s][band]))
        {
            sum += weights[s];
            if (sum >= half)
            {
                return levels[s][band];
            }
        }

        return 0;
    }
}
