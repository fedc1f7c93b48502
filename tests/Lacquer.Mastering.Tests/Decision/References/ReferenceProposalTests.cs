using Lacquer.Dsp;
using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.References;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.References;
using Lacquer.Mastering.Decision.Statistical;
using Lacquer.Mastering.Tests.Analysis;
using Lacquer.Mastering.Tests.Analysis.References;
using Lacquer.Mastering.Tests.CommandLine;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Decision.References;

/// <summary>What plans make of references.</summary>
public sealed class ReferenceProposalTests(Excerpts excerpts)
{
    private const int RateHz = 44_100;
    private const double KnotToleranceDb = 0.4; // noise of some seconds, and half-octave knots

    [Fact]
    public void A_bell_is_taken_back_in_proportion_to_match()
    {
        AudioBuffer clean = Pink(seed: 1);
        AudioBuffer spoilt = Equalized.ByBell(clean, RateHz, 1_000, 0.7, 6);
        MasteringPlan all = Plan(spoilt, To(clean, 100));
        MasteringPlan half = Plan(spoilt, To(clean, 50) with { Aspects = [ReferenceAspect.Tone] });
        MasteringPlan none = Plan(spoilt, null);
        double At(MasteringPlan plan, string knot) => plan.Stage("equalizer").Parameters[knot];
        Assert.Equal(-6, At(all, "mid1000Hz") - At(all, "mid63Hz"), KnotToleranceDb);
        Assert.All((string[])["mid250Hz", "mid1000Hz", "mid4000Hz"], knot =>
            Assert.Equal((0.5 * At(all, knot)) + (0.5 * At(none, knot)), At(half, knot), 0.1)); // rounding, and small gains left out
        Assert.Contains(all.Stage("equalizer").Reasons, reason => reason.Contains("around 1 kHz: the reference carries", StringComparison.Ordinal));
        Assert.Contains(half.Stage("equalizer").Reasons, reason => reason.Contains("(match 50)", StringComparison.Ordinal));
    }

    [Fact]
    public void The_mix_itself_as_reference_moves_nothing()
    {
        TrackAnalysis mix = Listen.To(SoundFile.Read(excerpts.First, out int rateHz), rateHz);
        MasteringPlan plan = Plan(mix, To(mix, 100));
        Assert.All((string[])["equalizer", "resonance", "dynamics", "image", "compressor", "deesser", "saturation"], name => Assert.False(plan.Stage(name).Active, name));
        Assert.Contains(plan.Stage("equalizer").Reasons, reason => reason.Contains("tone already", StringComparison.Ordinal));
    }

    [Fact]
    public void At_match_0_every_setting_is_as_without_references()
    {
        TrackAnalysis mix = Listen.To(SoundFile.Read(excerpts.First, out int rateHz), rateHz);
        MasteringPlan with = Plan(mix, To(Listen.To(Pink(seed: 4), RateHz), 0) with { Aspects = Enum.GetValues<ReferenceAspect>() });
        Assert.Equal(PlanJson.Write(Plan(mix, null)), PlanJson.Write(with with { Reference = null }));
    }

    [Fact]
    public void No_band_is_moved_by_more_than_12_dB_however_far_the_reference_lies()
    {
        AudioBuffer dark = ShapedNoise.Make(hz => hz < 20 ? 0 : 1 / (hz * hz), 0.1, RateHz, 12, 2, 3);
        MasteringPlan plan = Plan(Breathing(Pink(seed: 1)), To(dark, 100));
        double[] knots = [.. plan.Stage("equalizer").Parameters.Where(p => p.Key.StartsWith("mid", StringComparison.Ordinal)).Select(p => p.Value)];
        Assert.InRange(knots.Max(), 5, 12);
        Assert.Equal(-12, knots.Min(), 0.01);
        Assert.Contains(plan.Stage("equalizer").Reasons, reason => reason.Contains("more than 12 dB", StringComparison.Ordinal));
    }

    [Fact]
    public void Steady_noise_is_raised_by_6_dB_at_most_and_a_band_of_noise_alone_not_at_all()
    {
        AudioBuffer dull = Equalized.ByBell(Breathing(Pink(seed: 1)), RateHz, 6_000, 0.5, -20);
        AudioBuffer bright = Equalized.ByBell(Breathing(Pink(seed: 2)), RateHz, 6_000, 0.5, 6);
        MasteringPlan clean = Plan(dull, To(bright, 100));
        MasteringPlan noisy = Plan(Plus(dull, 0.0003), To(bright, 100));
        MasteringPlan drowned = Plan(Plus(Equalized.ByBell(dull, RateHz, 6_000, 0.5, -24), 0.001), To(bright, 100));
        double At(MasteringPlan plan) => new EqualizerCurve(StageCatalogue.Equalizer.Build(plan.Stage("equalizer").Parameters)).MidDb(6_000);
        Assert.InRange(At(clean), 9, 12);
        Assert.InRange(At(noisy), 3, 6.01);
        Assert.InRange(At(drowned), -12, 0.1);
        Assert.Contains(noisy.Stage("equalizer").Reasons, reason => reason.Contains("steady noise", StringComparison.Ordinal));
    }

    [Fact]
    public void Width_is_drawn_to_the_references_in_each_range_and_mono_says_so()
    {
        AudioBuffer mix = Pink(seed: 1);
        AudioBuffer narrow = Pink(seed: 2);
        for (int n = 0; n < narrow.Frames; n++)
        {
            (float l, float r) = (narrow.Channel(0)[n], narrow.Channel(1)[n]);
            (narrow.Channel(0)[n], narrow.Channel(1)[n]) = ((0.75f * l) + (0.25f * r), (0.25f * l) + (0.75f * r)); // side halved: −6 dB
        }

        MasteringPlan plan = Plan(mix, To(narrow, 80));
        Assert.All((string[])["lowMidWidthDb", "midWidthDb", "highWidthDb"], range => Assert.Equal(-6 * 0.8, plan.Stage("image").Parameters[range], 2 * KnotToleranceDb));

        MasteringPlan mono = Plan(mix, To(ShapedNoise.Pink(0.1, RateHz, 12, channels: 1), 100));
        Assert.Contains(mono.Stage("image").Reasons, reason => reason.Contains("the reference is mono", StringComparison.Ordinal));
        MasteringPlan ofMono = Plan(ShapedNoise.Pink(0.1, RateHz, 12, channels: 1), To(mix, 100));
        Assert.Contains(ofMono.Stage("image").Reasons, reason => reason.Contains("the mix is mono", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_narrow_band_reference_does_not_know_is_left_alone()
    {
        AudioBuffer spoilt = Equalized.ByBell(Equalized.ByBell(Pink(seed: 1), RateHz, 1_000, 0.7, 6), RateHz, 11_000, 1, 6);
        MasteringPlan plan = Plan(spoilt, To(Listen.To(ShapedNoise.Pink(0.1, 8_000, 12, channels: 1, seed: 3), 8_000), 100));
        Assert.InRange(plan.Stage("equalizer").Parameters["mid1000Hz"] - plan.Stage("equalizer").Parameters["mid125Hz"], -7, -4);
        Assert.Equal(0, plan.Stage("equalizer").Parameters["mid11200Hz"]);
        Assert.Contains(plan.Stage("equalizer").Reasons, reason => reason.Contains("nothing is matched", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_references_count_by_their_weights_in_decibels()
    {
        AudioBuffer mix = Pink(seed: 1);
        ReferenceProfile up = Profile(Equalized.ByBell(mix, RateHz, 1_000, 0.7, 6));
        ReferenceProfile down = Profile(Equalized.ByBell(mix, RateHz, 1_000, 0.7, -6));
        double At(double weight) => Plan(mix, MatchedReference.Of([new WeighedProfile { Profile = up, Weight = weight }, new WeighedProfile { Profile = down }]) with { Match = 100 })
            .Stage("equalizer").Parameters["mid1000Hz"];
        Assert.Equal(0, At(1), KnotToleranceDb);
        Assert.Equal(At(1e-3), -At(1e3), 3 * KnotToleranceDb);
        Assert.Equal(0.5 * At(1e3), At(3), KnotToleranceDb); // (3 · 6 − 1 · 6) / 4
    }

    [Fact]
    public void Twenty_references_are_one_average()
    {
        AudioBuffer mix = Pink(seed: 1);
        WeighedProfile[] many = [.. Enumerable.Range(2, 20).Select(seed => new WeighedProfile { Profile = Profile(Pink(seed)) })];
        MasteringPlan plan = Plan(mix, MatchedReference.Of(many) with { Match = 100 });
        Assert.Equal(20, plan.Reference!.Sources.Count);
        Assert.All(plan.Stage("equalizer").Parameters, p => Assert.InRange(p.Value, -1.5, 1.5)); // the mix's own chance in the lows
        Assert.Equal(PlanJson.Write(plan), PlanJson.Write(PlanJson.Read(PlanJson.Write(plan))));
    }

    [Fact]
    public void Quiet_parts_that_lie_elsewhere_get_their_own_curve()
    {
        AudioBuffer loud = ShapedNoise.Pink(0.1, RateHz, 22, seed: 1);
        AudioBuffer quiet = ShapedNoise.Pink(0.025, RateHz, 22, seed: 2);
        AudioBuffer boxy = Equalized.ByBell(quiet, RateHz, 300, 0.6, 8);
        TrackAnalysis mix = Listen.To(Song(loud, boxy), RateHz);
        TrackAnalysis reference = Listen.To(Song(loud, quiet), RateHz);
        MasteringPlan plan = Plan(mix, To(reference, 100));
        SectionOverride[] stretches = [.. plan.Overrides.Where(stretch => stretch.Parameter == "mid250Hz")];
        Assert.NotEmpty(stretches);
        Assert.All(stretches, stretch => Assert.InRange(stretch.Value - plan.Stage("equalizer").Parameters["mid250Hz"], -3.1, -1.5));
        Assert.All(stretches, stretch => Assert.True(stretch is { ByJudge: true, FadeSeconds: 4 }));
        Assert.All(mix.Sections.Where(section => section.Integrated.Value < mix.LoudPart.LoudnessLufs - 6), section =>
            Assert.Contains(stretches, stretch => stretch.FromSeconds <= section.StartSeconds && stretch.ToSeconds >= section.EndSeconds));
        Assert.Empty(Plan(reference, To(reference, 100)).Overrides);
        MasteringPlan byHand = new Decider(Judge).Decide(
            mix, new Controls(), [ManualSetting.Parse("equalizer.mid250Hz=1")], [], new DeliverySettings { RateHz = RateHz }, To(reference, 100));
        Assert.DoesNotContain(byHand.Overrides, stretch => stretch.Parameter == "mid250Hz");
        Assert.Equal(1, byHand.Stage("equalizer").Parameters["mid250Hz"]);
    }

    [Theory]
    [InlineData(-9.0, -10.5)]
    [InlineData(-3.0, -9.0)]   // louder than −6 is never aimed at
    [InlineData(-60.0, -18.0)] // a quiet recording, not a wish for −60
    public void Loudness_is_drawn_half_of_the_way_within_reason_and_a_number_wins(double referenceLufs, double aimedLufs)
    {
        TrackAnalysis mix = Listen.To(Pink(seed: 1), RateHz);
        MatchedReference reference = To(mix, 50) with { Aspects = [ReferenceAspect.Loudness] };
        reference = reference with { Profile = reference.Profile with { IntegratedLufs = referenceLufs } };
        MasteringPlan plan = Plan(mix, reference);
        Assert.Equal(aimedLufs, plan.Target.LoudnessLufs!.Value, 0.01);
        Assert.False(plan.Target.IsExact);
        Assert.Equal(4.5, plan.Target.BudgetDb);
        Assert.Contains(plan.Stage("loudness").Reasons, reason => reason.Contains("aimed at (match 50)", StringComparison.Ordinal));
        MasteringPlan asked = new Decider(Judge).Decide(mix, new Controls { LoudnessLufs = -14 }, [], [], new DeliverySettings { RateHz = RateHz }, reference);
        Assert.Equal(-14, asked.Target.LoudnessLufs);
    }

    private static StatisticalJudge Judge => new(TonalReference.Default);

    private static AudioBuffer Pink(int seed) => ShapedNoise.Pink(0.1, RateHz, 12, seed: seed);

    private static ReferenceProfile Profile(AudioBuffer sound) => ReferenceProfiles.Of(Listen.To(sound, RateHz), "song.wav", "00");

    private static MatchedReference To(AudioBuffer sound, double match) => To(Listen.To(sound, RateHz), match);

    private static MatchedReference To(TrackAnalysis analysis, double match) =>
        MatchedReference.Of([new WeighedProfile { Profile = ReferenceProfiles.Of(analysis, "song.wav", "00") }]) with { Match = match };

    private static MasteringPlan Plan(AudioBuffer mix, MatchedReference? reference) => Plan(Listen.To(mix, RateHz), reference);

    private static MasteringPlan Plan(TrackAnalysis mix, MatchedReference? reference) =>
        new Decider(Judge).Decide(mix, new Controls(), [], [], new DeliverySettings { RateHz = mix.Format.SampleRateHz }, reference);

    /// <summary>Sound that swells and fades by 40 dB without ever resting, so that no part of it is steady.</summary>
    private static AudioBuffer Breathing(AudioBuffer sound)
    {
        for (int c = 0; c < sound.Channels; c++)
        {
            for (int n = 0; n < sound.Frames; n++)
            {
                sound.Channel(c)[n] *= (float)Math.Pow(10, -2 * Math.Abs((2 * (n / (3.0 * RateHz) % 1)) - 1));
            }
        }

        return sound;
    }

    private static AudioBuffer Plus(AudioBuffer sound, double noise)
    {
        AudioBuffer white = ShapedNoise.White(noise, RateHz, (double)sound.Frames / RateHz, seed: 9);
        for (int c = 0; c < sound.Channels; c++)
        {
            for (int n = 0; n < sound.Frames; n++)
            {
                white.Channel(c)[n] += sound.Channel(c)[n];
            }
        }

        return white;
    }

    /// <summary>Quiet, loud, quiet, loud: long enough to be sections.</summary>
    private static AudioBuffer Song(AudioBuffer loud, AudioBuffer quiet)
    {
        var song = new AudioBuffer(2, 4 * loud.Frames);
        for (int part = 0; part < 4; part++)
        {
            (part % 2 == 0 ? quiet : loud).AsBlock().CopyTo(song.AsBlock(part * loud.Frames, loud.Frames));
        }

        return song;
    }
}
