using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>
/// The stretches in which notes gave a plan something of its own, cut so fine that each can be held to what was asked for by itself: where
/// another decision begins or ends, and where the music within becomes clearly louder or softer, since a limiter answers to that.
/// </summary>
internal static class NotedStretches
{
    private const double ClearStepLu = 2;  // a limiter at work takes a decibel or so more of what is that much louder (measured)
    private const double LeastSeconds = 5; // shorter pieces hold too few windows of three seconds to have a level

    /// <summary>The stretches, in order of time; none lies upon another.</summary>
    /// <param name="before">The plan without the notes.</param>
    /// <param name="noted">The plan with them.</param>
    /// <param name="mix">What both are made from.</param>
    public static IReadOnlyList<Stretch> Of(MasteringPlan before, MasteringPlan noted, TrackAnalysis mix)
    {
        Stretch[] added = [.. noted.Overrides.Except(before.Overrides).Select(Range).Distinct()];
        HashSet<Stretch> passages = [.. before.Overrides.Select(Range)];
        double[] borders = [.. added.SelectMany(stretch => (double[])[stretch.FromSeconds, stretch.ToSeconds]).Distinct().Order()];
        return
        [
            .. borders.Zip(borders.Skip(1), (from, to) => new Stretch(from, to))
                .Where(piece => Array.Exists(added, stretch => stretch.FromSeconds <= piece.FromSeconds && stretch.ToSeconds >= piece.ToSeconds))
                .SelectMany(piece => passages.Contains(piece) ? [piece] : Cut(piece, mix)), // a passage keeps its slow cross-fades
        ];
    }

    private static Stretch Range(SectionOverride stretch) => new(stretch.FromSeconds, stretch.ToSeconds);

    private static IEnumerable<Stretch> Cut(Stretch stretch, TrackAnalysis mix)
    {
        double start = stretch.FromSeconds;
        foreach ((Section one, Section next) in mix.Sections.Zip(mix.Sections.Skip(1)))
        {
            double cut = next.StartSeconds;
            bool clear = Math.Abs(one.Integrated.Value - next.Integrated.Value) >= ClearStepLu;
            if (clear && cut >= start + LeastSeconds && cut <= Math.Min(stretch.ToSeconds, mix.DurationSeconds) - LeastSeconds)
            {
                yield return new Stretch(start, cut);
                start = cut;
            }
        }

        yield return stretch with { FromSeconds = start };
    }
}
