using Lacquer.Dsp;
using Lacquer.Dsp.Units;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Notes;
using Lacquer.Mastering.Decision.Statistical;
using Lacquer.Mastering.Tests.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Decision.Notes;

/// <summary>What notes do to a plan, on a made-up song: verse to 0:30, chorus to 0:55, a quiet bridge to 1:15, chorus to 1:40.</summary>
public sealed class NotePlanTests
{
    private const int RateHz = 22_050;
    private const double BorderSeconds = 0.5; // how well a change of level is found
    private const double EndSeconds = 101; // what goes to the end goes a second past it

    private static readonly Lazy<TrackAnalysis> Song = new(() => Listen.To(MakeSong(), RateHz));
    private static readonly Lazy<TrackAnalysis> Steady = new(() => Listen.To(ShapedNoise.Pink(0.1, RateHz, 20), RateHz));

    [Fact]
    public void Warmth_moves_its_range_by_what_it_says_and_nothing_an_octave_away()
    {
        MasteringPlan before = Decide();
        MasteringPlan after = Apply(before, "a touch warmer");
        StagePlan old = before.Stage("equalizer");
        StagePlan now = after.Stage("equalizer");
        foreach (double hz in EqualizerKnots.MidHz)
        {
            string knot = $"mid{Math.Floor(hz):0}Hz";
            double moved = now.Parameters[knot] - old.Parameters[knot];
            if (hz is >= 100 and <= 400)
            {
                Assert.Equal(1.2, moved, 1e-9);
            }
            else if (hz is < 50 or > 800)
            {
                Assert.Equal(0, moved);
            }
        }

        Assert.Equal(before.Target, after.Target);
        Assert.Contains(now.Reasons, reason => reason == "+1.2 dB from 100 to 400 Hz: \"a touch warmer\" was asked for");
        Assert.Equal(["a touch warmer"], after.Notes);
    }

    [Theory]
    [InlineData("less harsh in the chorus", 30, 55, 75, EndSeconds)]
    [InlineData("less harsh in the second chorus", 75, EndSeconds, 0, 0)]
    [InlineData("less harsh in the last chorus", 75, EndSeconds, 0, 0)]
    [InlineData("less harsh in the verse", 0, 30, 55, 75)]
    [InlineData("less harsh in the bridge", 55, 75, 0, 0)]
    [InlineData("less harsh in the intro", 0, 30, 0, 0)]
    [InlineData("less harsh in the loud parts", 30, 55, 75, EndSeconds)]
    [InlineData("less harsh in the drop", 30, 55, 75, EndSeconds)]
    [InlineData("less harsh at 1:00", 55, 75, 0, 0)]
    [InlineData("less harsh from 0:10 to 0:20", 10, 20, 0, 0)]
    [InlineData("less harsh in the last 30 seconds", 70, EndSeconds, 0, 0)]
    [InlineData("less harsh, but don't change anything in the verse", 30, 55, 75, EndSeconds)]
    public void A_named_section_is_found_and_only_there_something_changes(string note, double from, double to, double from2, double to2)
    {
        MasteringPlan before = Decide();
        MasteringPlan after = Apply(before, note);
        Assert.Equal(before.Stage("equalizer").Parameters, after.Stage("equalizer").Parameters);
        SectionOverride[] knots = [.. after.Overrides.Where(stretch => stretch.Parameter == "mid4000Hz").OrderBy(stretch => stretch.FromSeconds)];
        Assert.Equal(from2 == to2 ? 1 : 2, knots.Length);
        Assert.All(knots, knot => Assert.Equal(before.Stage("equalizer").Parameters["mid4000Hz"] - 2, knot.Value, 1e-9));
        Assert.All(knots, knot => Assert.True(knot is { ByJudge: true, FadeSeconds: 0.4 }));
        Assert.Equal(from, knots[0].FromSeconds, BorderSeconds);
        Assert.Equal(to, knots[0].ToSeconds, BorderSeconds);
        if (knots.Length == 2)
        {
            Assert.Equal(from2, knots[1].FromSeconds, BorderSeconds);
            Assert.Equal(to2, knots[1].ToSeconds, BorderSeconds);
        }
    }

    [Theory]
    [InlineData("quieter verse", "about equally loud")]
    [InlineData("louder chorus", "Name times")]
    [InlineData("less bass after 2:00", "ends at 0:20")]
    public void A_section_that_the_track_does_not_have_is_said(string note, string expected)
    {
        PlanException e = Assert.Throws<PlanException>(() => NotePlan.Apply(Decide(Steady.Value), NoteReader.Read(note), Steady.Value));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_set_by_hand_stays_and_a_note_that_only_wants_that_is_refused()
    {
        MasteringPlan before = Decide(byHand: [ManualSetting.Parse("equalizer.mid180Hz=-3"), ManualSetting.Parse("equalizer.mid250Hz=4@10-20"), ManualSetting.Parse("loudness.gainDb=3")]);
        MasteringPlan after = Apply(before, "warmer, less harsh from 0:05 to 0:25");
        Assert.Equal(-3, after.Stage("equalizer").Parameters["mid180Hz"]);
        Assert.Equal(before.Stage("equalizer").Parameters["mid125Hz"] + 2, after.Stage("equalizer").Parameters["mid125Hz"], 1e-9);
        Assert.Equal((4, false), (after.Overrides[^1].Value, after.Overrides[^1].ByJudge)); // last, so it holds

        PlanException e = Assert.Throws<PlanException>(() => Apply(before, "louder"));
        Assert.Contains("loudness.gainDb is set by hand", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<PlanException>(() => Apply(Decide(bypassed: ["image"]), "wider"));
        Assert.Contains("image.lowMidWidthDb", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_note_wants_kept_is_kept()
    {
        MasteringPlan before = Decide();
        IReadOnlyDictionary<string, double> old = before.Stage("equalizer").Parameters;
        IReadOnlyDictionary<string, double> warm = Apply(before, "warmer").Stage("equalizer").Parameters;
        IReadOnlyDictionary<string, double> kept = Apply(before, "warmer, but don't touch the bass").Stage("equalizer").Parameters;
        Assert.NotEqual(old["mid90Hz"], warm["mid90Hz"]);
        Assert.Equal(old["mid90Hz"], kept["mid90Hz"]);
        Assert.Equal(warm["mid250Hz"], kept["mid250Hz"]);
    }

    [Fact]
    public void Louder_may_cost_limiting_unless_it_must_not_be_squashed()
    {
        MasteringPlan before = Decide();
        PlanTarget louder = Apply(before, "louder").Target;
        Assert.Equal((before.Target.LoudnessLufs + 1.5, 1.5, 6.0), (louder.LoudnessLufs, louder.NoteLu, louder.LimitingDb));
        PlanTarget spared = Apply(before, "louder but don't squash it").Target;
        Assert.Equal((before.Target.LoudnessLufs + 1.5, before.Target.LimitingDb), (spared.LoudnessLufs, spared.LimitingDb));
        PlanTarget number = Apply(before, "-9 LUFS").Target;
        Assert.Equal((-9, true), (number.LoudnessLufs, number.IsExact));
        Assert.Equal(-10.5, Apply(Apply(before, "-9 LUFS"), "quieter").Target.LoudnessLufs);
    }

    [Fact]
    public void A_section_gets_its_level_ahead_of_the_limiter_and_the_target_stays()
    {
        MasteringPlan before = Decide();
        MasteringPlan after = Apply(before, "2 dB quieter in the chorus");
        Assert.Equal(before.Target, after.Target);
        Assert.Equal([-2.0, -2.0], after.Overrides.Where(stretch => stretch is { Stage: "compressor", Parameter: "makeupDb" }).Select(stretch => stretch.Value));
        Assert.Contains(after.Stage("compressor").Reasons, reason => reason.EndsWith("the rest keeps its level", StringComparison.Ordinal));
    }

    [Fact]
    public void Thresholds_follow_the_tone()
    {
        MasteringPlan before = Decide(controls: new Controls { Compression = 5 });
        MasteringPlan after = Apply(before, "3 dB more mids");
        Assert.True(before.Stage("dynamics").Parameters["highMidRatio"] > 1);
        double moved = after.Stage("dynamics").Parameters["highMidThresholdDbfs"] - before.Stage("dynamics").Parameters["highMidThresholdDbfs"];
        Assert.InRange(moved, 1.5, 3);
    }

    [Fact]
    public void Two_notes_add_up_and_both_are_remembered()
    {
        MasteringPlan before = Decide();
        MasteringPlan after = Apply(Apply(before, "a touch warmer"), "warmer");
        Assert.Equal(3.2, after.Stage("equalizer").Parameters["mid250Hz"] - before.Stage("equalizer").Parameters["mid250Hz"], 1e-9);
        Assert.Equal(["a touch warmer", "warmer"], PlanJson.Read(PlanJson.Write(after)).Notes);
        Assert.DoesNotContain("\"notes\"", PlanJson.Write(before), StringComparison.Ordinal);
        Assert.DoesNotContain("noteLu", PlanJson.Write(before), StringComparison.Ordinal);
    }

    [Fact]
    public void A_passage_that_keeps_its_own_balance_is_moved_like_the_rest()
    {
        var passage = new SectionOverride { Stage = "equalizer", Parameter = "mid250Hz", Value = -1, FromSeconds = 40, ToSeconds = 60, FadeSeconds = 4, ByJudge = true };
        MasteringPlan before = Decide() with { Overrides = [passage] };
        Assert.Equal([passage with { Value = 1 }], Apply(before, "warmer").Overrides);

        // A section that meets a passage counts from what holds there.
        double whole = before.Stage("equalizer").Parameters["mid250Hz"];
        SectionOverride[] pieces = [.. Apply(before, "warmer from 0:50 to 1:10").Overrides.Where(stretch => stretch.Parameter == "mid250Hz").Skip(1)];
        Assert.Equal([(50.0, 60.0, 1.0), (60.0, 70.0, Math.Round(whole + 2, 2))], pieces.Select(piece => (piece.FromSeconds, piece.ToSeconds, piece.Value)));
    }

    [Fact]
    public void What_a_passage_gets_on_top_fades_as_slowly_as_the_passage()
    {
        var passage = new SectionOverride { Stage = "equalizer", Parameter = "mid250Hz", Value = -1, FromSeconds = 40, ToSeconds = 60, FadeSeconds = 4, ByJudge = true };
        var edit = new PlanEdit(Decide() with { Overrides = [passage] });
        Assert.True(edit.Shift("equalizer", "mid1000Hz", 1, -12, 12, [new Stretch(40, 60)]));
        Assert.Equal(4, Assert.Single(edit.Plan.Overrides, stretch => stretch.Parameter == "mid1000Hz").FadeSeconds);
    }

    [Fact]
    public void Stretches_are_cut_where_the_music_changes_level()
    {
        MasteringPlan before = Decide();
        double[] borders = [.. NotedStretches.Of(before, Apply(before, "less harsh from 0:40 to 1:30"), Song.Value).SelectMany(stretch => (double[])[stretch.FromSeconds, stretch.ToSeconds])];
        double[] expected = [40, 55, 55, 75, 75, 90];
        Assert.Equal(expected.Length, borders.Length);
        Assert.All(expected.Zip(borders), pair => Assert.Equal(pair.First, pair.Second, BorderSeconds));
        Assert.Empty(NotedStretches.Of(before, Apply(before, "less harsh"), Song.Value));
    }

    [Fact]
    public void A_fading_end_does_not_make_choruses_of_soft_passages()
    {
        // A song whose soft passage lies nearer to its choruses than the end does; the end has no say.
        double[] levels = [-30, -24, -30, -27.4, -24, -22, -38];
        TrackAnalysis song = Song.Value with
        {
            Sections = [.. levels.Select((lufs, i) => new Section { StartSeconds = i * 15, EndSeconds = (i + 1) * 15, Integrated = new Lufs(lufs), LevelsDb = Song.Value.Sections[0].LevelsDb })],
        };
        var ranges = new SectionRanges(song);
        Assert.Equal([(15.0, 30.0), (60.0, 90.0)], ranges.Of(new NoteSection { Kind = NoteSectionKind.Chorus }).Select(stretch => (stretch.FromSeconds, stretch.ToSeconds)));
        Assert.False(ranges.IsDoubtful(new NoteSection { Kind = NoteSectionKind.Chorus }));
    }

    [Fact]
    public void Sections_that_lie_close_in_level_are_said_to()
    {
        double[] levels = [-28, -25.6, -28, -26.3, -24, -25, -23];
        TrackAnalysis song = Song.Value with
        {
            Sections = [.. levels.Select((lufs, i) => new Section { StartSeconds = i * 14, EndSeconds = (i + 1) * 14, Integrated = new Lufs(lufs), LevelsDb = Song.Value.Sections[0].LevelsDb })],
        };
        MasteringPlan after = NotePlan.Apply(Decide(), NoteReader.Read("less harsh in the chorus"), song);
        Assert.Contains(after.Stage("equalizer").Reasons, reason => reason.Contains("told by level alone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_track_in_which_nothing_rings_says_so()
    {
        TrackAnalysis still = Song.Value with { Resonances = [] };
        PlanException e = Assert.Throws<PlanException>(() => NotePlan.Apply(Decide(), NoteReader.Read("tame the resonances"), still));
        Assert.Contains("nothing rings", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lows_are_folded_to_mono_below_the_frequency_that_is_named()
    {
        Assert.Equal(100, Apply(Decide(), "wider, but mono below 100 Hz").Stage("image").Parameters["monoBelowHz"]);
        Assert.Equal(120, Apply(Decide(), "bass in mono").Stage("image").Parameters["monoBelowHz"]);
    }

    [Fact]
    public void The_difference_of_two_plans_names_every_value_and_the_reasons()
    {
        MasteringPlan before = Decide();
        MasteringPlan after = Apply(before, "wider, quieter from 0:10 to 0:20, ceiling at -2 dB");
        var diff = PlanDiff.Between(before, after);
        double width = before.Stage("image").Parameters["midWidthDb"];
        Assert.Contains(new PlanChange { Stage = "image", Parameter = "midWidthDb", Before = width, After = width + 1.5 }, diff.Changes);
        Assert.Contains(new PlanChange { Stage = "compressor", Parameter = "makeupDb", Before = 0, After = -1.5, FromSeconds = 10, ToSeconds = 20 }, diff.Changes);
        Assert.Contains(new PlanChange { Stage = "target", Parameter = "ceilingDbtp", Before = -1, After = -2 }, diff.Changes);
        Assert.Contains(diff.Reasons, reason => reason.Reason.Contains("\"wider\" was asked for", StringComparison.Ordinal));
        Assert.Contains(diff.Lines(), line => line.Words.Contains("makeupDb +0.0 → −1.5 dB, from 0:10 to 0:20", StringComparison.Ordinal));
        Assert.Empty(PlanDiff.Between(before, before).Changes);
    }

    [Theory]
    [InlineData("turn the snare up")]
    [InlineData("bass")]
    [InlineData("louder but quieter")]
    public void A_note_that_stands_in_its_own_way_is_never_applied(string note)
    {
        PlanException e = Assert.Throws<PlanException>(() => Apply(Decide(), note));
        Assert.Contains("Possible: \"", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Everything that a note can ask for changes the plan of an ordinary track within the ranges of its parameters.</summary>
    [Fact]
    public void Every_choice_that_is_offered_and_every_degree_gives_a_plan_that_can_be_read_again()
    {
        foreach (AspectEntry entry in Enum.GetValues<NoteAspect>().Select(aspect => NoteLexicon.Default.Find(aspect)).OfType<AspectEntry>())
        {
            foreach (string wish in (string[])[entry.More, entry.Less, $"extremely {entry.Less} from 0:10 to 0:30", $"much {entry.More} in the chorus"])
            {
                NoteReading reading = NoteReader.Read(wish);
                if (!reading.IsClear || (reading.Moves[0].Aspect == NoteAspect.Resonance && Song.Value.Resonances.Length == 0) || reading.Moves[0] is { Aspect: NoteAspect.Saturation, Direction: NoteDirection.Less } or { Aspect: NoteAspect.Ceiling, Amount: -1 })
                {
                    continue; // asked back; or nothing to take away, or as it is
                }

                MasteringPlan after = Apply(Decide(), wish);
                Assert.Equal(PlanJson.Write(after), PlanJson.Write(PlanJson.Read(PlanJson.Write(after))));
                Assert.NotEmpty(PlanDiff.Between(Decide(), after).Changes);
            }
        }
    }

    private static MasteringPlan Apply(MasteringPlan plan, string note) => NotePlan.Apply(plan, NoteReader.Read(note), Song.Value);

    private static MasteringPlan Decide(TrackAnalysis? analysis = null, Controls? controls = null, IReadOnlyList<ManualSetting>? byHand = null, IReadOnlyList<string>? bypassed = null) =>
        new Decider(new StatisticalJudge(TonalReference.Default))
            .Decide(analysis ?? Song.Value, controls ?? new Controls(), byHand ?? [], bypassed ?? [], new DeliverySettings { RateHz = RateHz });

    private static AudioBuffer MakeSong()
    {
        AudioBuffer song = new(2, 100 * RateHz);
        foreach ((int from, int to, double rms) in ((int, int, double)[])[(0, 30, 0.05), (30, 55, 0.14), (55, 75, 0.03), (75, 100, 0.14)])
        {
            AudioBuffer part = ShapedNoise.Pink(rms, RateHz, to - from, channels: 2, seed: from + 1);
            part.AsBlock().CopyTo(song.AsBlock(from * RateHz, part.Frames));
        }

        return song;
    }
}
