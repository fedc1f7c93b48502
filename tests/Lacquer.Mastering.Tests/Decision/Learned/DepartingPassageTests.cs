using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Rendering;
using Lacquer.Mastering.Tests.Analysis;
using Lacquer.Mastering.Tests.CommandLine;
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
        (AudioBuffer plain, AudioBuffer with, int rateHz, Passage where) = Construct(number, passage);
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
        (_, AudioBuffer with, int rateHz, _) = Construct(0, "solo");
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
        (_, AudioBuffer with, int rateHz, _) = Construct(0, "solo");
        MasteringPlan plan = new Decider(TestModel.Judge(("toneDead", 1_000))).Decide(Heard(with, rateHz), new Controls(), [], [], new DeliverySettings { RateHz = rateHz });
        Assert.Empty(plan.Overrides);
    }

    /// <summary>Some 96 s of music without the passage and with it. The passage is a whole number of segments long, so that the rest is cut alike.</summary>
    private static (AudioBuffer Plain, AudioBuffer With, int RateHz, Passage Where) Construct(int number, string kind)
    {
        AudioBuffer whole = SoundFile.Read(TestMusic.Files()[number], out int rateHz);
        double segment = Math.Round(12 / (2_048.0 / rateHz)) * 2_048 / rateHz;
        int length = (int)(8 * segment * rateHz);
        AudioBuffer plain = new(2, length);
        whole.AsBlock((whole.Frames - length) / 3, length).CopyTo(plain.AsBlock());
        int passage = (int)(2 * segment * rateHz);
        int at = kind == "solo" ? 2 * passage : 0;
        AudioBuffer with = new(2, length + passage);
        plain.AsBlock(0, at).CopyTo(with.AsBlock(0, at));
        plain.AsBlock(at, length - at).CopyTo(with.AsBlock(at + passage, length - at));
        AudioBuffer other = kind == "solo" ? BassSolo(passage, rateHz) : Speech(passage, rateHz);
        other.AsBlock().CopyTo(with.AsBlock(at, passage));
        return (plain, with, rateHz, new Passage { FromSeconds = (double)at / rateHz, ToSeconds = (double)(at + passage) / rateHz, DistanceDb = 0 });
    }

    /// <summary>Notes with a few overtones, two a second.</summary>
    private static AudioBuffer BassSolo(int frames, int rateHz)
    {
        double[] notesHz = [55, 65.4, 73.4, 82.4, 98, 110];
        var random = new Random(3);
        AudioBuffer sound = new(2, frames);
        double hz = notesHz[0];
        for (int n = 0; n < frames; n++)
        {
            int since = n % (rateHz / 2);
            hz = since == 0 ? notesHz[random.Next(notesHz.Length)] : hz;
            double phase = 2 * Math.PI * hz * since / rateHz;
            double envelope = Math.Min(1, since / (0.01 * rateHz)) * Math.Exp(-since / (0.3 * rateHz)) * Math.Min(1, ((rateHz / 2) - since) / (0.01 * rateHz));
            double note = Math.Sin(phase) + (0.4 * Math.Sin(2 * phase)) + (0.15 * Math.Sin(3 * phase));
            sound.Channel(0)[n] = sound.Channel(1)[n] = (float)((0.25 * envelope * note) + (1e-4 * (random.NextDouble() - 0.5)));
        }

        return sound;
    }

    /// <summary>Noise between 150 Hz and 1.2 kHz, and little beyond, in four syllables a second, in the middle.</summary>
    private static AudioBuffer Speech(int frames, int rateHz)
    {
        AudioBuffer sound = ShapedNoise.Make(hz => hz < 20 ? 0 : 1 / (1 + Math.Pow(150 / hz, 4)) / (1 + Math.Pow(hz / 1_200, 4)), 0.1, rateHz, (double)(frames + 1) / rateHz, channels: 1, seed: 9);
        AudioBuffer both = new(2, frames);
        for (int n = 0; n < frames; n++)
        {
            both.Channel(0)[n] = both.Channel(1)[n] = sound.Channel(0)[n] * (float)Math.Pow(Math.Sin(Math.PI * (n % (rateHz / 4)) / (rateHz / 4)), 2);
        }

        return both;
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
