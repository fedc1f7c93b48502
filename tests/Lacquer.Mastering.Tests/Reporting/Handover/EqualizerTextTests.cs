using System.Globalization;
using System.Text.RegularExpressions;
using Lacquer.Dsp.Filters;
using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting.Handover;

namespace Lacquer.Mastering.Tests.Reporting.Handover;

/// <summary>What another tool makes of the texts is the plan's tone: the texts are read back and measured against the equaliser's own curve.</summary>
public sealed partial class EqualizerTextTests
{
    private const double PointToleranceDb = 0.1; // straight lines between twelve points an octave
    private const double FilterToleranceDb = 0.7; // thirty random curves of this kind: 0.46 dB at most
    private const double UsualToleranceDb = 0.15; // of the same curves, root of the mean square
    private const double RoundingDb = 0.02; // gains and preamp have two decimals; a filter's slope between the points
    private const double RateHz = 48_000;

    [Fact]
    public void The_points_are_the_curve()
    {
        MasteringPlan plan = Plan(Knots(seed: 3));
        EqualizerSettings settings = StageCatalogue.Equalizer.Build(plan.Stage("equalizer").Parameters);
        (double Hz, double Db)[] points = Points(EqualizerText.Graphic(plan));
        Assert.Equal((10, 20_000), (points[0].Hz, points[^1].Hz));
        Assert.All(Frequencies(), hz => Assert.Equal(EqualizerCurve.GainDb(settings, hz), Between(points, hz), PointToleranceDb));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_filters_follow_the_curve(int seed)
    {
        MasteringPlan plan = Plan(Knots(seed));
        EqualizerSettings settings = StageCatalogue.Equalizer.Build(plan.Stage("equalizer").Parameters);
        string text = EqualizerText.Parametric(plan);
        double[] errorsDb = [.. Frequencies().Select(hz => Response(text, hz) - EqualizerCurve.GainDb(settings, hz))];
        Assert.InRange(errorsDb.Max(Math.Abs), 0, FilterToleranceDb);
        Assert.InRange(Math.Sqrt(errorsDb.Average(error => error * error)), 0, UsualToleranceDb);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_high_pass_is_carried_in_both(int order)
    {
        MasteringPlan plan = Plan([]);
        plan = plan.With(plan.Stage("cleanup").With("highPassHz", 40).With("highPassOrder", order) with { Active = true });

        // Butterworth: −10 log10(1 + (fc/f)^2n).
        (double Hz, double Db)[] points = Points(EqualizerText.Graphic(plan));
        string filters = EqualizerText.Parametric(plan);
        foreach (double hz in (double[])[20, 40, 80, 1_000])
        {
            double theoryDb = -10 * Math.Log10(1 + Math.Pow(40 / hz, 2 * order));
            Assert.Equal(theoryDb, Between(points, hz), PointToleranceDb);
            Assert.Equal(theoryDb, Response(filters, hz), 0.05);
        }
    }

    [Fact]
    public void Nothing_that_is_raised_clips()
    {
        MasteringPlan plan = Plan(new() { ["mid1000Hz"] = 4.5, ["mid125Hz"] = -3 });
        string graphic = EqualizerText.Graphic(plan), parametric = EqualizerText.Parametric(plan);
        Assert.Equal(4.5, -Preamp(graphic), PointToleranceDb);
        Assert.InRange(Preamp(graphic) + Points(graphic).Max(point => point.Db), -RoundingDb, RoundingDb);
        Assert.InRange(Preamp(parametric) + Frequencies().Max(hz => Response(parametric, hz)), -0.05, RoundingDb);
    }

    [Fact]
    public void A_stage_that_is_off_does_nothing()
    {
        MasteringPlan plan = Plan(new() { ["mid1000Hz"] = 4.5 });
        plan = plan.With(plan.Stage("equalizer") with { Bypassed = true });
        Assert.All(Points(EqualizerText.Graphic(plan)), point => Assert.Equal(0, point.Db));
        Assert.DoesNotContain("Filter 1", EqualizerText.Parametric(plan), StringComparison.Ordinal);
        Assert.Empty(EqualizerText.LeftOut(plan));
    }

    [Fact]
    public void What_cannot_be_said_is_said_to_be_left_out()
    {
        MasteringPlan plan = Plan(new() { ["mid1000Hz"] = 1, ["side2000Hz"] = 1 });
        plan = plan.With(plan.Stage("compressor") with { Active = true }).With(plan.Stage("deesser") with { Active = true, Bypassed = true }) with
        {
            Overrides = [new SectionOverride { Stage = "equalizer", Parameter = "mid250Hz", Value = 1, FromSeconds = 1, ToSeconds = 2 }],
        };
        string[] expected = ["what the equaliser does to the sides alone", "one passage with a tone of its own", "the compressor"];
        Assert.Equal(expected, EqualizerText.LeftOut(plan));
        Assert.All(expected, words => Assert.Contains($"# Left out: {words}.", EqualizerText.Parametric(plan), StringComparison.Ordinal));
    }

    /// <summary>Random but even, as equalisers of masters are: neighbours differ by a few decibels.</summary>
    private static Dictionary<string, double> Knots(int seed)
    {
        var random = new Random(seed);
        var rough = Enumerable.Range(0, EqualizerCurve.MidKnotsHz.Length + 2).Select(_ => (random.NextDouble() * 8) - 4).ToArray();
        return EqualizerCurve.MidKnotsHz.Select((hz, k) => (Name: $"mid{Math.Floor(hz):0}Hz", Db: (rough[k] + (2 * rough[k + 1]) + rough[k + 2]) / 4)).ToDictionary(knot => knot.Name, knot => knot.Db);
    }

    private static IEnumerable<double> Frequencies() => Enumerable.Range(0, 300).Select(i => 20 * Math.Pow(1_000, i / 299.0)).Where(hz => hz < 20_000);

    private static (double Hz, double Db)[] Points(string text)
    {
        string line = Assert.Single(text.Split('\n'), line => line.StartsWith("GraphicEQ: ", StringComparison.Ordinal));
        return [.. line["GraphicEQ: ".Length..].Split("; ").Select(point => point.Split(' ')).Select(pair => (Value(pair[0]), Value(pair[1])))];
    }

    /// <summary>Straight lines over the logarithm of frequency, as the notation is read.</summary>
    private static double Between((double Hz, double Db)[] points, double hz)
    {
        int above = Math.Max(1, Array.FindIndex(points, point => point.Hz >= hz));
        ((double Hz, double Db) a, (double Hz, double Db) b) = (points[above - 1], points[above]);
        return a.Db + ((b.Db - a.Db) * Math.Log(hz / a.Hz) / Math.Log(b.Hz / a.Hz));
    }

    private static double Response(string text, double hz) => Filter().Matches(text).Sum(match =>
    {
        (double fc, double gain, double q) = (Value(match.Groups["fc"].Value), match.Groups["gain"].Success ? Value(match.Groups["gain"].Value) : 0, Value(match.Groups["q"].Value));
        BiquadCoefficients filter = match.Groups["kind"].Value switch
        {
            "HPQ" => BiquadCoefficients.HighPass(fc, q, RateHz),
            "PK" => BiquadCoefficients.Bell(fc, q, gain, RateHz),
            "LSC" => BiquadCoefficients.LowShelf(fc, q, gain, RateHz),
            _ => BiquadCoefficients.HighShelf(fc, q, gain, RateHz),
        };
        return 20 * Math.Log10(filter.Magnitude(hz, RateHz));
    });

    private static double Preamp(string text) => Value(text.Split('\n').Single(line => line.StartsWith("Preamp: ", StringComparison.Ordinal)).Split(' ')[1]);

    private static double Value(string text) => double.Parse(text, CultureInfo.InvariantCulture);

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

    [GeneratedRegex(@"^Filter \d+: ON (?<kind>PK|LSC|HSC|HPQ) Fc (?<fc>[\d.]+) Hz(?: Gain (?<gain>-?[\d.]+) dB)? Q (?<q>[\d.]+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Filter();
}
