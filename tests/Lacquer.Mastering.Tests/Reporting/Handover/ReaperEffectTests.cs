using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting.Handover;

namespace Lacquer.Mastering.Tests.Reporting.Handover;

/// <summary>The effect is run as its language is described, hears an impulse, and answers with the plan's tone.</summary>
public sealed class ReaperEffectTests
{
    private const double UsualToleranceDb = 0.1; // root of the mean square: half of what is heard at best; curves of masters are smoother than these
    private const double LargestToleranceDb = 0.35; // where a curve bends sharply at a knot
    private const double HighestHz = 12_000; // above, filters bend towards half the rate
    private const double LargestAboveDb = 0.8;
    private const double HighPassToleranceDb = 0.01; // the same formula
    private const double RoundingDb = 0.01; // the slider has two decimals

    [Theory]
    [InlineData(1, 44_100)]
    [InlineData(2, 48_000)]
    [InlineData(3, 96_000)]
    public void Sounds_like_the_equaliser_on_middle_and_sides(int seed, int rateHz)
    {
        MasteringPlan plan = Plan(Knots(seed));
        var curve = new EqualizerCurve(StageCatalogue.Equalizer.Build(plan.Stage("equalizer").Parameters));
        string text = ReaperEffect.Write(plan);
        (Func<double, double> middle, Func<double, double> sides) = Responses(text, rateHz);
        foreach ((Func<double, double> heard, Func<double, double> wanted) in (ReadOnlySpan<(Func<double, double>, Func<double, double>)>)[(middle, curve.MidDb), (sides, curve.SideDb)])
        {
            double[] errorsDb = [.. Frequencies().Select(hz => heard(hz) - Output(text) - wanted(hz))];
            Assert.InRange(errorsDb.Where((_, i) => Frequencies().ElementAt(i) <= HighestHz).Max(Math.Abs), 0, LargestToleranceDb);
            Assert.InRange(errorsDb.Max(Math.Abs), 0, LargestAboveDb);
            Assert.InRange(Math.Sqrt(errorsDb.Average(error => error * error)), 0, UsualToleranceDb);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Carries_the_high_pass_on_both(int order)
    {
        MasteringPlan plan = Plan([]);
        plan = plan.With(plan.Stage("cleanup").With("highPassHz", 40).With("highPassOrder", order) with { Active = true });
        (Func<double, double> middle, Func<double, double> sides) = Responses(ReaperEffect.Write(plan), 48_000);
        foreach (double hz in (double[])[20, 40, 80, 1_000])
        {
            double theoryDb = -10 * Math.Log10(1 + Math.Pow(40 / hz, 2 * order)); // Butterworth
            Assert.Equal(theoryDb, middle(hz), HighPassToleranceDb);
            Assert.Equal(theoryDb, sides(hz), HighPassToleranceDb);
        }
    }

    [Fact]
    public void A_stage_that_is_off_lets_every_frame_through_as_it_is()
    {
        MasteringPlan plan = Plan(new() { ["mid1000Hz"] = 4.5 });
        var effect = new EffectScript(ReaperEffect.Write(plan.With(plan.Stage("equalizer") with { Bypassed = true })), 48_000);
        var random = new Random(5);
        for (int n = 0; n < 500; n++)
        {
            (double left, double right) = (random.NextDouble() - 0.5, random.NextDouble() - 0.5);
            (double outLeft, double outRight) = effect.Run(left, right);
            Assert.Equal(left, outLeft, 1e-9); // the filters are there, with 0 dB
            Assert.Equal(right, outRight, 1e-9);
        }
    }

    [Fact]
    public void Turns_down_by_what_it_raises()
    {
        string text = ReaperEffect.Write(Plan(new() { ["mid1000Hz"] = 4.5 }));
        (Func<double, double> middle, _) = Responses(text, 48_000);
        Assert.InRange(Frequencies().Append(1_000).Max(middle), -0.1, RoundingDb);
        Assert.Equal(-4.5, Output(text), 0.1); // a lone knot is a bell's top: within 0.06 dB
    }

    [Fact]
    public void Says_what_it_leaves_out()
    {
        MasteringPlan plan = Plan(new() { ["mid1000Hz"] = 1, ["side2000Hz"] = 1 });
        plan = plan.With(plan.Stage("compressor") with { Active = true });
        Assert.Equal(["the compressor"], ReaperEffect.LeftOut(plan));
        Assert.Contains("// Left out: the compressor.", ReaperEffect.Write(plan), StringComparison.Ordinal);
    }

    private static IEnumerable<double> Frequencies() => Enumerable.Range(0, 100).Select(i => 20 * Math.Pow(1_000, i / 99.0)).Select(hz => Math.Min(hz, 20_000));

    /// <summary>Gain in dB at a frequency, on middle and on sides, from what comes of one frame on the left.</summary>
    private static (Func<double, double> Middle, Func<double, double> Sides) Responses(string text, int rateHz)
    {
        const double Seconds = 0.3; // the lowest filters have faded by then
        var effect = new EffectScript(text, rateHz);
        (double Left, double Right)[] heard = [.. Enumerable.Range(0, (int)(Seconds * rateHz)).Select(n => effect.Run(n == 0 ? 1 : 0, 0))];
        double Gain(double hz, Func<(double Left, double Right), double> part)
        {
            (double re, double im) = (0, 0);
            for (int n = 0; n < heard.Length; n++)
            {
                (double sin, double cos) = Math.SinCos(2 * Math.PI * hz * n / rateHz);
                re += part(heard[n]) * cos;
                im -= part(heard[n]) * sin;
            }

            return 10 * Math.Log10((re * re) + (im * im));
        }

        return (hz => Gain(hz, frame => frame.Left + frame.Right), hz => Gain(hz, frame => frame.Left - frame.Right));
    }

    private static double Output(string text)
    {
        string line = text.Split('\n').Single(line => line.StartsWith("slider1:", StringComparison.Ordinal));
        return double.Parse(line["slider1:".Length..line.IndexOf('<', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Random but even, as equalisers of masters are.</summary>
    private static Dictionary<string, double> Knots(int seed)
    {
        var random = new Random(seed);
        var rough = Enumerable.Range(0, EqualizerCurve.MidKnotsHz.Length + 2).Select(_ => (random.NextDouble() * 8) - 4).ToArray();
        var knots = EqualizerCurve.MidKnotsHz.Select((hz, k) => (Name: $"mid{Math.Floor(hz):0}Hz", Db: (rough[k] + (2 * rough[k + 1]) + rough[k + 2]) / 4)).ToDictionary(knot => knot.Name, knot => knot.Db);
        foreach (double hz in EqualizerCurve.SideKnotsHz)
        {
            knots[$"side{hz:0}Hz"] = (random.NextDouble() * 3) - 1.5;
        }

        return knots;
    }

    private static MasteringPlan Plan(Dictionary<string, double> equalizer)
    {
        var plan = new MasteringPlan
        {
            Decision = "statistical",
            Controls = new Controls(),
            Target = new PlanTarget { LoudnessLufs = -12, CeilingDbtp = -1 },
            Stages = [.. StageCatalogue.All.Select(stage => new StagePlan { Name = stage.Name, Parameters = stage.NeutralParameters() })],
        };
        return plan.With(equalizer.Aggregate(plan.Stage("equalizer"), (stage, knot) => stage.With(knot.Key, knot.Value)) with { Active = true });
    }
}
