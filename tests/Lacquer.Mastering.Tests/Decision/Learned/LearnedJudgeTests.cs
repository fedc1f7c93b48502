using System.Text.RegularExpressions;
using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Decision.Statistical;
using Lacquer.Mastering.Tests.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Decision.Learned;

/// <summary>Whatever comes in, and whatever the networks say: moves that are finite, bounded and explained.</summary>
public sealed class LearnedJudgeTests
{
    private const int RateHz = 44_100;

    public static TheoryData<string> Kinds => ["silence", "faint", "pink", "white", "sine", "low rate", "clip", "clip of noise", "mono", "two times mono", "inverted"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Odd_input_gets_finite_bounded_explained_moves(string kind)
    {
        Judgement judgement = TestModel.Credulous.Judge(Analysed(kind));

        Holds(judgement.MidEqDb, largest: 3, largestFull: 5);
        Holds(judgement.WidthDb, largest: 1.5, largestFull: 2);
        Proposed tone = judgement.MidEqDb;
        string expected = tone.IsNothing
            ? "^the tone is left as it is: .+"
            : @"^[+−]\d\.\d dB around [\d.]+ k?Hz: masters of this kind carry (less|more) there; certainty (high|fair|low)$";
        Assert.NotEmpty(tone.Reasons);
        Assert.All(tone.Reasons, reason => Assert.Matches(expected, reason));
        Assert.Equal(tone.IsNothing ? 0 : tone.Reasons.Count, tone.Evidence.Count);
        Assert.Empty(judgement.Passages);
    }

    [Theory]
    [InlineData("silence")]
    [InlineData("sine")]
    [InlineData("low rate")]
    public void What_cannot_be_judged_keeps_its_tone(string kind) =>
        Assert.All(TestModel.Credulous.Judge(Analysed(kind)).MidEqDb.Full, db => Assert.Equal(0, db));

    [Theory]
    [InlineData("mono")]
    [InlineData("two times mono")]
    [InlineData("inverted")]
    public void What_has_no_width_gets_none(string kind) =>
        Assert.All(TestModel.Credulous.Judge(Analysed(kind)).WidthDb.Full, db => Assert.Equal(0, db));

    [Fact]
    public void A_fault_is_taken_out_and_the_words_follow_the_sign()
    {
        Proposed tone = TestModel.Credulous.Judge(Analysed("pink")).MidEqDb;
        Assert.NotEmpty(tone.Reasons);
        Assert.All(tone.Reasons.Zip(tone.Evidence), pair =>
        {
            bool cut = pair.First.StartsWith('−');
            Assert.Equal(cut, pair.Second.Measured > 0);
            Assert.Contains(cut ? "carry less" : "carry more", pair.First, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Small_faults_are_left_alone_and_large_ones_are_not()
    {
        TrackAnalysis analysis = Analysed("pink");
        double Size(double dead) => Rms(TestModel.Judge(("toneScale", 1), ("toneDead", dead)).Judge(analysis).MidEqDb.Amount);
        double full = Size(0);
        Assert.InRange(Size(0.25), 0.9 * full, full);
        Assert.Equal(0, Size(20)); // far above the fault: what is left stays under half a decibel, and is dropped
    }

    [Fact]
    public void The_style_is_named_when_it_is_known()
    {
        TrackAnalysis rock = Analysed("pink") with { Style = new StyleEstimate { Label = "rock", Confidence = 0.9, Probabilities = new Dictionary<string, double> { ["rock"] = 1 } } };
        Assert.All(TestModel.Credulous.Judge(rock).MidEqDb.Reasons, reason => Assert.Contains("masters of this kind (rock) carry", reason, StringComparison.Ordinal));
    }

    [Fact]
    public void The_rest_is_what_the_statistical_judge_says()
    {
        TrackAnalysis analysis = Analysed("white");
        Judgement learned = TestModel.Credulous.Judge(analysis);
        Judgement statistical = new StatisticalJudge(TonalReference.Default).Judge(analysis);
        Assert.Equivalent(statistical with { MidEqDb = learned.MidEqDb, WidthDb = learned.WidthDb, Passages = learned.Passages }, learned);
    }

    [Fact]
    public void A_plan_names_the_judge_and_its_model()
    {
        LearnedJudge judge = TestModel.Credulous;
        MasteringPlan plan = new Decider(judge).Decide(Analysed("pink"), new Controls(), [], [], new DeliverySettings { RateHz = RateHz });
        Assert.Equal("learned", plan.Decision);
        Assert.Matches(new Regex("^[0-9a-f]{64}$", RegexOptions.None, TimeSpan.FromSeconds(1)), plan.ModelHash!);
        Assert.Equal(judge.ModelHash, plan.ModelHash);
    }

    [Theory]
    [InlineData(4, 2, "high")]
    [InlineData(-4, 2, "high")]
    [InlineData(-3, 2, "fair")]
    [InlineData(1.9, 2, "low")]
    [InlineData(0, 2, "low")]
    public void Certainty_compares_the_fault_with_its_deviation(double faultDb, double sigmaDb, string word) =>
        Assert.Equal(word, Certainty.Word(faultDb, sigmaDb));

    private static void Holds(Proposed proposed, double largest, double largestFull)
    {
        Assert.All(proposed.Amount.Zip(proposed.Full), pair =>
        {
            Assert.InRange(Math.Abs(pair.First), 0, largest);
            Assert.InRange(Math.Abs(pair.Second), Math.Abs(pair.First), largestFull);
            Assert.True(pair.First == 0 || Math.Sign(pair.First) == Math.Sign(pair.Second));
        });
        Assert.All(proposed.Evidence, evidence => Assert.True(double.IsFinite(evidence.Measured)));
    }

    private static double Rms(double[] values) => Math.Sqrt(values.Sum(value => value * value) / values.Length);

    private static TrackAnalysis Analysed(string kind) => kind switch
    {
        "silence" => Heard(new AudioBuffer(2, 13 * RateHz)),
        "faint" => Heard(ShapedNoise.Pink(1e-4, RateHz, 13)),
        "pink" => Heard(ShapedNoise.Pink(0.1, RateHz, 25)),
        "white" => Heard(ShapedNoise.White(0.1, RateHz, 13)),
        "sine" => Heard(Signals.Sine(440, 0.5, RateHz, 13)),
        "low rate" => Heard(ShapedNoise.Pink(0.1, 8_000, 13), 8_000),
        "clip" => Heard(Signals.Sine(100, 0.5, RateHz, 0.5)),
        "clip of noise" => Heard(ShapedNoise.Pink(0.1, RateHz, 0.5)),
        "mono" => Heard(ShapedNoise.Pink(0.1, RateHz, 13, channels: 1)),
        "two times mono" => Heard(Twice(1)),
        _ => Heard(Twice(-1)),
    };

    private static AudioBuffer Twice(int sign)
    {
        AudioBuffer sound = ShapedNoise.Pink(0.1, RateHz, 13);
        for (int n = 0; n < sound.Frames; n++)
        {
            sound.Channel(1)[n] = sign * sound.Channel(0)[n];
        }

        return sound;
    }

    private static TrackAnalysis Heard(AudioBuffer sound, int rateHz = RateHz)
    {
        using var source = new BufferSource(sound, rateHz);
        return new TrackAnalyser().AnalyseWithSegments(source, progress: null, TestContext.Current.CancellationToken);
    }
}
