using Lacquer.Dsp.Spectral;
using Lacquer.Dsp.Stereo;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Verification;

/// <summary>What equaliser and image do to each third octave: what a plan means to change, before anything answers to it.</summary>
internal static class LinearCurve
{
    private const double DeEssedHz = 3_500; // below, a de-esser does nothing
    private const double EmptyDb = 70;      // under the strongest band: what lies there is no music
    private const int First = 1;            // 25 Hz: below, hardly anything but the limiter's own movement

    private static readonly double[] WithinBand = [-0.125, -0.0417, 0.0417, 0.125]; // octaves from the centre

    /// <summary>Gains on mid and on side, averaged over each third octave, in dB.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="seconds">A moment; null for the whole track, its stretches apart.</param>
    public static (double[] Mid, double[] Side) Of(MasteringPlan plan, double? seconds)
    {
        var edit = new PlanEdit(plan);
        IReadOnlyDictionary<string, double> Parameters(string stage) => seconds is { } at ? edit.At(stage, at) : plan.Stage(stage).Parameters;
        var curve = new EqualizerCurve(StageCatalogue.Equalizer.Build(Parameters(StageCatalogue.Equalizer.Name)));
        ImageSettings image = plan.Stage(StageCatalogue.Image.Name).Bypassed ? new ImageSettings() : StageCatalogue.Image.Build(Parameters(StageCatalogue.Image.Name));
        double[] Averaged(Func<double, double> gainDb) => Array.ConvertAll(ReferenceBands.CentresHz, hz => WithinBand.Average(octaves => gainDb(hz * Math.Pow(2, octaves))));
        return (Averaged(curve.MidDb), Averaged(hz => curve.SideDb(hz) + ImageCurve.GainDb(image, hz)));
    }

    /// <summary>Which bands tell what became of notes: what one about sibilants, resonances or rumble does is not foretold.</summary>
    public static bool[] Foretold(TrackAnalysis mix, IReadOnlyList<NoteMove> moves)
    {
        double strongest = mix.Tone.LevelsDb.Max();
        bool rings = moves.Any(move => move.Aspect == NoteAspect.Resonance);
        double from = 2 * moves.Where(move => move.Aspect == NoteAspect.HighPass).Select(move => move.Amount ?? 0).DefaultIfEmpty(0).Max();
        double to = moves.Any(move => move.Aspect == NoteAspect.Sibilance) ? DeEssedHz : double.PositiveInfinity;
        return [.. ReferenceBands.CentresHz.Select((hz, b) => !rings && b >= First && mix.Tone.LevelsDb[b] > strongest - EmptyDb && hz >= from && hz <= to)];
    }
}
