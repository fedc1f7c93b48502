using Lacquer.Dsp.Stereo;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.References;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Verification;

/// <summary>Brings the written file to the tone that a reference asks for, whatever the stages behind the equaliser did to it.</summary>
/// <remarks>
/// A limiter takes most from what peaks most: of a mix whose kick drum stands far out it takes 4 dB of the lows on the way to −12 LUFS
/// (measured). How much is known only afterwards. It is given back in proportion to the match; without a reference it stays as it is.
/// </remarks>
internal static class ToneReturn
{
    private const double EnoughDb = 0.25;  // RMS over the bands: half of what a matched tone may be off (docs/contract.md)
    private const double SpokenDb = 0.5;
    private const string Mark = "on top, and less elsewhere: it makes up for what the stages behind the equaliser change";
    private const int FirstBand = 4;       // 50 Hz
    private const int LastBand = 28;       // 12.5 kHz

    /// <summary>The plan with what is missing put on top, its gain to be found again; null when the file is near enough or nothing is to be matched.</summary>
    /// <param name="decided">The plan whose curve is meant to be heard.</param>
    /// <param name="written">What the file was written with.</param>
    /// <param name="before">The mix.</param>
    /// <param name="after">The master.</param>
    public static MasteringPlan? Nearer(MasteringPlan decided, MasteringPlan written, TrackAnalysis before, TrackAnalysis after)
    {
        StagePlan equalizer = written.Stage(StageCatalogue.Equalizer.Name);
        double share = written.Reference?.Share(ReferenceAspect.Tone) ?? 0;
        if (share == 0 || equalizer.Bypassed)
        {
            return null;
        }

        var mix = ReferenceProfiles.Of(before, "", "");
        double[] off = Off(before, after, Known(mix, written.Reference!.Profile), decided);
        if (Rms(off) * share < EnoughDb)
        {
            return null;
        }

        double[] highest = LiftLimits.Of(mix, written.Reference!.Profile);
        double[] now = Curve(written);
        double[] knots = KnotFit.Of([.. off.Select((db, b) => double.IsNaN(db) ? now[b] : now[b] - (share * db))], highest);
        double[] extraDb = [.. knots.Select((db, k) => db - equalizer.Parameters[StageCatalogue.MidParameter(k)])];
        MasteringPlan nearer = EqualizerShift.Of(written, extraDb, sideDb: null, LiftLimits.LargestDb);
        StagePlan stage = nearer.Stage(equalizer.Name);
        double[] meant = Curve(decided);
        double[] extra = [.. Curve(nearer).Select((db, b) => double.IsNaN(off[b]) ? 0 : db - meant[b])];
        int most = Enumerable.Range(0, extra.Length).MaxBy(b => Math.Abs(extra[b]));
        string reason = $"{Words.Signed(extra[most])} dB around {Words.Frequency(ReferenceProfile.BandCentresHz[most])} {Mark}";
        // What the loudness stage says of the reference stays said.
        StagePlan loudness = written.Stage(StageCatalogue.Loudness.Name);
        string[] reasons = [.. stage.Reasons.Where(said => !said.EndsWith(Mark, StringComparison.Ordinal)), .. Math.Abs(extra[most]) >= SpokenDb ? (string[])[reason] : []];
        nearer = StageBuilder.ForgetGain(nearer.With(stage with { Active = true, Reasons = reasons }));
        return nearer.With(nearer.Stage(loudness.Name) with { Reasons = loudness.Reasons });
    }

    /// <summary>What the master has too much of in each band, in dB, without its mean; NaN where nothing is compared.</summary>
    /// <remarks>Over the whole track: it is the same music, and what a limiter does to it would change which parts are the loud ones.</remarks>
    private static double[] Off(TrackAnalysis before, TrackAnalysis after, bool[] known, MasteringPlan decided)
    {
        ImageSettings image = StageCatalogue.Image.Build(decided.Stage(StageCatalogue.Image.Name).Parameters);
        double[] curve = Curve(decided);
        double Wanted(int b)
        {
            double sideDb = before.Tone.SideLevelsDb[b] + ImageCurve.GainDb(image, ReferenceBands.CentresHz[b]);
            return curve[b] + (10 * Math.Log10(Math.Pow(10, before.Tone.MidLevelsDb[b] / 10) + Math.Pow(10, sideDb / 10)));
        }

        double[] off = [.. curve.Select((_, b) => known[b] ? after.Tone.LevelsDb[b] - Wanted(b) : double.NaN)];
        double mean = off.Where(db => !double.IsNaN(db)).DefaultIfEmpty(0).Average();
        return [.. off.Select(db => db - mean)];
    }

    private static bool[] Known(ReferenceProfile mix, ReferenceProfile reference)
    {
        (ReferenceBands here, ReferenceBands there) = (ReferenceBands.Loud(mix), ReferenceBands.Loud(reference));
        return [.. Enumerable.Range(0, ReferenceBands.CentresHz.Length).Select(b => b is >= FirstBand and <= LastBand && here.Knows(b) && there.Knows(b))];
    }

    private static double Rms(double[] off) => Math.Sqrt(off.Where(db => !double.IsNaN(db)).Select(db => db * db).DefaultIfEmpty(0).Average());

    private static double[] Curve(MasteringPlan plan) => KnotFit.Curve(StageCatalogue.Equalizer.Build(plan.Stage(StageCatalogue.Equalizer.Name).Parameters));
}
