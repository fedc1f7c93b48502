using Lacquer.Dsp.Metering;
using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Structure;

/// <summary>Cuts a track where level or sound change for long: verse to chorus, intro to beat.</summary>
/// <remarks>
/// The novelty of a moment is the distance between the mean third-octave levels of the ten seconds before and after it. That is
/// what a checkerboard kernel on the self-similarity matrix measures when similarity is Euclidean (Foote 2000), at linear cost.
/// The highest peaks become cuts; each is then moved to where three seconds before and after differ most.
/// </remarks>
internal static class SectionFinder
{
    /// <summary>Shortest section, in seconds: shorter ones are breaks and fills.</summary>
    public const double ShortestSeconds = 8;

    /// <summary>Most sections of a track, however long; a plan for more would help nobody.</summary>
    public const int MostSections = 64;

    private const int KernelSeconds = 10;
    private const double RefineSeconds = 3;
    private const double RefineReachSeconds = 2.5;

    /// <summary>Mean distance over the bands below which nobody speaks of a new section, in dB; chosen on real mixes.</summary>
    private const double LeastNoveltyDb = 2;

    /// <summary>A cut must reach this share of the strongest one.</summary>
    private const double LeastOfStrongest = 0.25;

    /// <summary>A three-minute song has four to twelve sections, so there is on average at most one in this many seconds.</summary>
    private const double SecondsPerSection = 20;

    private const double BlocksPerSecond = 10;
    private const double BlockSeconds = 0.4;

    /// <summary>The sections of a track, covering it without gaps.</summary>
    public static Section[] Find(TrackMeters meters, double durationSeconds) =>
        Between(Cuts(meters.Tone, durationSeconds), meters, durationSeconds);

    /// <summary>The sections of a track that is cut where another version of it is.</summary>
    /// <param name="like">The other version's sections; a cut beyond the end of this one is left out.</param>
    /// <param name="meters">What was measured on this version.</param>
    /// <param name="durationSeconds">Its length.</param>
    public static Section[] Like(IReadOnlyList<Section> like, TrackMeters meters, double durationSeconds) =>
        Between([.. like.Skip(1).Select(section => section.StartSeconds).Where(cut => cut < durationSeconds)], meters, durationSeconds);

    private static Section[] Between(List<double> cuts, TrackMeters meters, double durationSeconds)
    {
        var sections = new Section[cuts.Count + 1];
        for (int s = 0; s < sections.Length; s++)
        {
            double start = s == 0 ? 0 : cuts[s - 1];
            double end = s == cuts.Count ? durationSeconds : cuts[s];
            ReadOnlySpan<double> blocks = meters.Loudness.BlockEnergies;
            int first = Math.Min((int)Math.Ceiling(start * BlocksPerSecond), blocks.Length);
            int last = Math.Clamp((int)((end - BlockSeconds) * BlocksPerSecond) + 1, first, blocks.Length);
            sections[s] = new Section
            {
                StartSeconds = start,
                EndSeconds = end,
                Integrated = GatedLoudness.Integrate(blocks[first..last]),
                LevelsDb = ToneSummary.LevelsDb(meters.Tone, FramesWithin(meters.Tone, start, end)),
            };
        }

        return sections;
    }

    private static IEnumerable<int> FramesWithin(ToneMeter tone, double start, double end)
    {
        for (int f = 0; f < tone.RowCount; f++)
        {
            double centre = tone.CentreSeconds(f);
            bool only = tone.RowCount == 1;
            if (only || (centre >= start && centre < end))
            {
                yield return f;
            }
        }
    }

    private static List<double> Cuts(ToneMeter tone, double durationSeconds)
    {
        var cuts = new List<double>();
        if (durationSeconds < 2 * ShortestSeconds)
        {
            return cuts;
        }

        var levels = new BandLevelDistance(tone);
        int seconds = (int)durationSeconds;
        var novelty = new double[seconds];
        double strongest = 0;
        for (int t = (int)ShortestSeconds; t <= seconds - (int)ShortestSeconds; t++)
        {
            novelty[t] = levels.DistanceDb(t, KernelSeconds);
            strongest = Math.Max(strongest, novelty[t]);
        }

        double threshold = Math.Max(LeastNoveltyDb, LeastOfStrongest * strongest);
        int most = Math.Min(MostSections, Math.Max(2, (int)(durationSeconds / SecondsPerSection))) - 1;
        IEnumerable<int> candidates = Enumerable.Range(0, seconds).Where(t => novelty[t] >= threshold).OrderByDescending(t => novelty[t]).ThenBy(t => t);
        foreach (int t in candidates)
        {
            double cut = Refine(levels, t);
            bool crowded = cuts.Exists(other => Math.Abs(other - cut) < ShortestSeconds);
            if (!crowded && cut >= ShortestSeconds && cut <= durationSeconds - ShortestSeconds && IsPeak(novelty, t))
            {
                cuts.Add(cut);
            }

            if (cuts.Count == most)
            {
                break;
            }
        }

        cuts.Sort();
        return cuts;
    }

    private static bool IsPeak(double[] novelty, int t) =>
        novelty[t] >= novelty[Math.Max(0, t - 1)] && novelty[t] >= novelty[Math.Min(novelty.Length - 1, t + 1)];

    private static double Refine(BandLevelDistance levels, double second)
    {
        double best = second;
        double most = levels.DistanceDb(second, RefineSeconds);
        for (double offset = -RefineReachSeconds; offset <= RefineReachSeconds; offset += levels.HopSeconds)
        {
            double distance = levels.DistanceDb(second + offset, RefineSeconds);
            if (distance > most)
            {
                (most, best) = (distance, second + offset);
            }
        }

        return best;
    }
}
