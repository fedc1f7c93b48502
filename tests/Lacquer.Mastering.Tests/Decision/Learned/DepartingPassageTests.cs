using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Rendering;
using Lacquer.Mastering.Tests.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Decision.Learned;

/// <summary>Songs of real music with a constructed passage: a bass solo in the middle, a spoken intro at the start.</summary>
public sealed class DepartingPassageTests
{
    private const double CurveToleranceDb = 0.3;
    private const double BalanceToleranceDb = 0.5;
    private const double BorderToleranceSeconds = 2.6; // sections are cut where three seconds before and after differ most, within that reach
    private const double SoundsWithinDb = 30; // of the passage's loudest third octave
    private static readonly string[] AllButTheEqualizer = ["cleanup", "resonance", "dynamics", "image", "compressor", "deesser", "saturation"];

    public static TheoryData<int, string> Songs => new(
        from number in Enumerable.Range(0, Math.Min(2, TestMusic.Files().Count))
        from passage in (string[])["solo", "intro"]
        select new TheoryDataRow<int, string>(number, passage));

    [Theory]
    [MemberData(nameof(Songs))]
    public void A_passage_neither_bends_the_songs_curve_nor_is_bent_by_it(int number, string passage)
    {
        LearnedJudge judge = TestModel.Credulous;
        (AudioBuffer plain, AudioBuffer with, int rateHz, Passage where) = PassageSong.Make(number, passage);
        double[] curve = judge.Judge(Heard(plain, rateHz)).MidEqDb.Amount;
        TrackAnalysis analysis = Heard(with, rateHz);
        Judgement judgement = judge.Judge(analysis);

        double change = Math.Sqrt(curve.Zip(judgement.MidEqDb.Amount, (a, b) => (a - b) * (a - b)).Average());
        Assert.True(Rms(curve) > 0.5, "the curve must do something to be kept from a passage");
        Assert.True(change < CurveToleranceDb, $"the song's curve moved by {change:0.00} dB RMS");
        Passage found = Assert.Single(judgement.Passages);
        Assert.Equal(where.FromSeconds, found.FromSeconds, BorderToleranceSeconds);
        Assert.Equal(where.ToSeconds, found.ToSeconds, BorderToleranceSeconds);

        MasteringPlan plan = new Decider(judge).Decide(analysis, new Controls(), [], AllButTheEqualizer, new DeliverySettings { RateHz = rateHz });
        Assert.Contains(
            $"{Words.Time(found.FromSeconds)} to {Words.Time(found.ToSeconds)} departs from the rest",
            string.Join('\n', plan.Stage("equalizer").Reasons),
            StringComparison.Ordinal);
        AudioBuffer master = Rendered(with, rateHz, plan);
        double inside = Change(with, master, rateHz, where.FromSeconds, where.ToSeconds);
        Assert.True(inside < BalanceToleranceDb, $"the passage's balance changed by {inside:0.00} dB");
        double outside = Change(with, master, rateHz, where.ToSeconds + 4, where.ToSeconds + 24);
        Assert.True(outside > BalanceToleranceDb, $"the song's balance changed by {outside:0.00} dB only");
    }

    [Fact]
    public void Real_songs_have_few_such_passages()
    {
        foreach (string file in TestMusic.Files())
        {
            using IAudioSource source = AudioFile.Open(file, AudioLimits.Default, TestContext.Current.CancellationToken);
            TrackAnalysis analysis = new TrackAnalyser().AnalyseWithSegments(source, progress: null, TestContext.Current.CancellationToken);
            IReadOnlyList<Passage> passages = Departure.Passages(analysis);
            Assert.True(passages.Count <= 2, string.Join(' ', passages));
            double[] shares = Departure.Shares(SongSummary.Of(analysis)!);
            Assert.True(shares.Sum() > 0.7 * shares.Length, $"{Path.GetFileName(file)}: {string.Join(' ', shares)}");
        }
    }

    [Fact]
    public void A_colour_that_was_asked_for_stays_and_what_is_set_by_hand_wins()
    {
        (_, AudioBuffer with, int rateHz, _) = PassageSong.Make(0, "solo");
        TrackAnalysis analysis = Heard(with, rateHz);
        var decider = new Decider(TestModel.Credulous);
        var delivery = new DeliverySettings { RateHz = rateHz };

        MasteringPlan bright = decider.Decide(analysis, new Controls { Eq = 5 }, [], [], delivery);
        double asked = new Decider(TestModel.Judge(("toneDead", 1_000))).Decide(analysis, new Controls { Eq = 5 }, [], [], delivery).Stage("equalizer").Parameters["mid8000Hz"];
        SectionOverride treble = Assert.Single(bright.Overrides, stretch => stretch.Parameter == "mid8000Hz");
        Assert.True(asked > 0.5);
        Assert.Equal(asked, treble.Value);
        Assert.Equal(4, treble.FadeSeconds);

        MasteringPlan byHand = decider.Decide(analysis, new Controls(), [ManualSetting.Parse("equalizer.mid1000Hz=2"), ManualSetting.Parse("equalizer.mid500Hz=1@50-52")], [], delivery);
        Assert.DoesNotContain(byHand.Overrides, stretch => stretch.Parameter == "mid1000Hz");
        Assert.Equal(1, ChainSettings.At(byHand, 51).Spectral.Equalizer.MidDb[Array.IndexOf(EqualizerKnots.MidHz, EqualizerKnots.MidHz.MinBy(hz => Math.Abs(hz - 500)))]);
    }

    [Fact]
    public void Where_the_equaliser_does_nothing_a_passage_costs_nothing()
    {
        (_, AudioBuffer with, int rateHz, _) = PassageSong.Make(0, "solo");
        MasteringPlan plan = new Decider(TestModel.Judge(("toneDead", 1_000))).Decide(Heard(with, rateHz), new Controls(), [], [], new DeliverySettings { RateHz = rateHz });
        Assert.Empty(plan.Overrides);
    }

    /// <summary>The largest change of a third octave that sounds, against the mean change, in dB.</summary>
    private static double Change(AudioBuffer before, AudioBuffer after, int rateHz, double from, double to)
    {
        double[] a = Spectrum(before, rateHz, from, to);
        double[] b = Spectrum(after, rateHz, from, to);
        double loudest = a.Max();
        double[] changes = [.. a.Zip(b).Where(pair => pair.First > loudest - SoundsWithinDb).Select(pair => pair.Second - pair.First)];
        return changes.Max(change => Math.Abs(change - changes.Average()));
    }

    private static double[] Spectrum(AudioBuffer sound, int rateHz, double from, double to)
    {
        int start = (int)(from * rateHz);
        AudioBuffer cut = new(2, (int)((to - from) * rateHz));
        sound.AsBlock(start, cut.Frames).CopyTo(cut.AsBlock());
        return Listen.To(cut, rateHz).Tone.LevelsDb;
    }

    private static AudioBuffer Rendered(AudioBuffer sound, int rateHz, MasteringPlan plan)
    {
        using var source = new BufferSource(sound, rateHz);
        using PreparedMix mix = MixRenderer.Render(source, plan, rateHz, progress: null, TestContext.Current.CancellationToken);
        using IAudioReader reader = mix.Audio.OpenReader();
        AudioBuffer result = new(2, sound.Frames);
        int done = 0;
        for (int read; done < result.Frames && (read = reader.Read(result.AsBlock(done, result.Frames - done))) > 0; done += read)
        {
        }

        Assert.Equal(result.Frames, done);
        return result;
    }

    private static double Rms(double[] values) => Math.Sqrt(values.Sum(value => value * value) / values.Length);

    private static TrackAnalysis Heard(AudioBuffer sound, int rateHz)
    {
        using var source = new BufferSource(sound, rateHz);
        return new TrackAnalyser().AnalyseWithSegments(source, progress: null, TestContext.Current.CancellationToken);
    }
}
