using Lacquer.Dsp;
using Lacquer.Dsp.Dynamics;
using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Rendering;

/// <summary>Joins what the variants of a stage turned down: at every moment that of the one that was heard.</summary>
internal sealed class StageReduction
{
    private readonly string _stage;
    private readonly Func<GainReductionTrack?>[] _variants;
    private readonly SectionSchedule _schedule;

    private StageReduction(string stage, IEnumerable<Func<GainReductionTrack?>> variants, SectionSchedule schedule)
    {
        _stage = stage;
        _variants = [.. variants];
        _schedule = schedule;
    }

    /// <summary>One for each part of the stage that can turn down; none for a stage that cannot.</summary>
    /// <param name="name">Name of the stage in the chain; the spectral pass is two stages of the plan.</param>
    /// <param name="variants">Its processors.</param>
    /// <param name="schedule">Which of them is heard when.</param>
    public static IEnumerable<StageReduction> Of(string name, IReadOnlyList<IAudioProcessor> variants, SectionSchedule schedule)
    {
        if (variants.Any(variant => variant is SpectralProcessor))
        {
            yield return new StageReduction(StageCatalogue.Resonance.Name, Tracks<SpectralProcessor>(variants, s => s.ResonanceReduction), schedule);
            yield return new StageReduction(StageCatalogue.Dynamics.Name, Tracks<SpectralProcessor>(variants, s => s.DynamicsReduction), schedule);
        }
        else if (variants.Any(variant => variant is IReportsGainReduction))
        {
            yield return new StageReduction(name, Tracks<IReportsGainReduction>(variants, s => s.GainReduction), schedule);
        }
    }

    /// <summary>The curve; valid once everything has been rendered.</summary>
    public GainReductionCurve Curve(double durationSeconds)
    {
        // Every variant hears the whole track, so their points lie at the same places: evenly over its length.
        GainReductionTrack?[] tracks = Array.ConvertAll(_variants, variant => variant());
        int count = tracks.Max(track => track?.Count ?? 0);
        int points = Math.Min(count, GainReductionCurve.MostPoints);
        var mean = new double[points];
        var max = new double[points];
        int entry = 0;
        for (int p = 0; p < points; p++)
        {
            int first = (int)((long)p * count / points);
            int end = (int)((long)(p + 1) * count / points);
            for (int i = first; i < end; i++)
            {
                double seconds = (i + 0.5) * durationSeconds / count;
                while (entry + 1 < _schedule.StartSeconds.Length && seconds >= _schedule.StartSeconds[entry + 1])
                {
                    entry++;
                }

                double db = tracks[_schedule.Variant[entry]] is { } track && i < track.Count ? track.PointsDb[i] : 0;
                mean[p] += db / (end - first);
                max[p] = Math.Max(max[p], db);
            }
        }

        return new GainReductionCurve { Stage = _stage, DurationSeconds = durationSeconds, MeanDb = mean, MaxDb = max };
    }

    private static IEnumerable<Func<GainReductionTrack?>> Tracks<T>(IReadOnlyList<IAudioProcessor> variants, Func<T, GainReductionTrack> track)
        where T : class =>
        variants.Select(variant => variant is T reports ? (Func<GainReductionTrack?>)(() => track(reports)) : () => null);
}
