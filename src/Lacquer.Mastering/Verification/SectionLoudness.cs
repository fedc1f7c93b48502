using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Verification;

/// <summary>
/// Lets a note about the tone of stretches leave their loudness: what the equaliser adds to all of them is taken off over all frequencies. Else compressor
/// and limiter answer to the level, at some moments more than at others, and a boost of what is strongest comes back as a cut of the rest.
/// </summary>
/// <param name="before">The plan without the notes, as it was written.</param>
/// <param name="without">The file without the notes.</param>
internal sealed class SectionLoudness(MasteringPlan before, TrackAnalysis without)
{
    private const double LeastDb = 0.05;
    private const int WeightingRateHz = 48_000; // the weighting is the same at any rate, as far as third octaves tell

    private static readonly double[] Weights = Weighting();

    /// <summary>The plan with the loudness of every stretch held beside that of the whole.</summary>
    /// <param name="noted">The plan with the notes, as they change it.</param>
    public MasteringPlan Held(MasteringPlan noted)
    {
        if (noted.Stage(StageCatalogue.Equalizer.Name).Bypassed)
        {
            return noted;
        }

        double whole = RiseDb(noted, null, [.. without.Tone.MidLevelsDb.Select(Power)], [.. without.Tone.SideLevelsDb.Select(Power)]);
        var edit = new PlanEdit(noted);
        foreach (IGrouping<string, StretchTone> same in without.Stretches.GroupBy(stretch => string.Join(' ', Wanted(noted, stretch))))
        {
            // By the one that would become loudest: all keep their levels beside one another.
            double rise = same.Select(stretch => RiseDb(noted, Middle(stretch), stretch.MidPower, stretch.SidePower)).Max() - whole;
            Stretch[] where = [.. same.Select(stretch => stretch.Where)];
            for (int k = 0; k < EqualizerKnots.MidHz.Length && Math.Abs(rise) >= LeastDb; k++)
            {
                edit.Shift(StageCatalogue.Equalizer.Name, StageCatalogue.MidParameter(k), -rise, -EqualizerSettings.MidRangeDb, EqualizerSettings.MidRangeDb, where);
            }
        }

        return edit.Plan;
    }

    private double Middle(StretchTone stretch) => (stretch.Where.FromSeconds + Math.Min(stretch.Where.ToSeconds, without.DurationSeconds)) / 2;

    private IEnumerable<double> Wanted(MasteringPlan noted, StretchTone stretch)
    {
        double[] old = LinearCurve.Of(before, Middle(stretch)).Mid;
        return LinearCurve.Of(noted, Middle(stretch)).Mid.Select((db, b) => Math.Round(db - old[b], 2));
    }

    /// <summary>By how much equaliser and image make a spectrum louder than they did without the notes.</summary>
    private double RiseDb(MasteringPlan noted, double? seconds, double[] midPower, double[] sidePower)
    {
        (double[] mid, double[] side) = LinearCurve.Of(before, seconds);
        (double[] midThen, double[] sideThen) = LinearCurve.Of(noted, seconds);
        double old = 0;
        double now = 0;
        for (int b = 0; b < Weights.Length; b++)
        {
            old += Weights[b] * (midPower[b] + sidePower[b]);
            now += Weights[b] * ((midPower[b] * Power(midThen[b] - mid[b])) + (sidePower[b] * Power(sideThen[b] - side[b])));
        }

        return old > 0 ? 10 * Math.Log10(now / old) : 0;
    }

    private static double Power(double db) => Math.Pow(10, db / 10);

    private static double[] Weighting()
    {
        var filter = new KWeightingFilter(WeightingRateHz, channels: 1);
        return Array.ConvertAll(ReferenceBands.CentresHz, filter.PowerGain);
    }
}
