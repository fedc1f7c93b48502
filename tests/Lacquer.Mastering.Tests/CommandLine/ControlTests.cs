using System.Text.Json.Nodes;
using Lacquer.Dsp;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Each control of 1 to 5 moves its measure, never backwards, and clearly from 1 to 5; measured on real music without limiting.</summary>
public sealed class ControlTests(Excerpts excerpts) : IDisposable
{
    private const string Quiet = "-23"; // loud enough for 24 bits, and no limiter stands between control and measure
    private const double Lifted = 0.1;  // LU in which a step may lag: twenty seconds of music measure no finer

    private readonly Workshop _workshop = new();

    public static TheoryData<int> Numbers => Excerpts.Numbers;

    public void Dispose() => _workshop.Dispose();

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Strength_is_how_far_the_sound_is_moved(int number)
    {
        AudioBuffer mix = SoundFile.Read(excerpts[number], out int rateHz);
        double[] change = Steps(number, "--strength", (_, master) => Measure.ChangeDb(mix, master, rateHz));
        NeverFalls(change, tolerance: 0.05);
        Assert.True(change[0] < 0.6, $"strength 1 moves the sound by {change[0]:0.00} dB: not transparent");
        Assert.True(change[4] > change[0] + 0.3, Text(change));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Compression_lowers_the_loudness_range(int number)
    {
        double[] range = Steps(number, "--compression", (report, _) => Report.Loudness(report, "loudnessRangeLu"));
        NeverFalls(Array.ConvertAll(range, value => -value), tolerance: Lifted);
        // Music without a range has none to take away.
        Assert.True(range[4] < range[0] - 0.3 || range[0] < 2, Text(range));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Automatic_compression_leaves_verse_and_chorus_apart(int number)
    {
        AudioBuffer chorus = SoundFile.Read(excerpts[number], out int rateHz);
        var song = new AudioBuffer(chorus.Channels, 2 * chorus.Frames);
        for (int channel = 0; channel < chorus.Channels; channel++)
        {
            for (int n = 0; n < chorus.Frames; n++)
            {
                song.Channel(channel)[n] = 0.35f * chorus.Channel(channel)[n]; // the verse, 9 dB down
                song.Channel(channel)[chorus.Frames + n] = chorus.Channel(channel)[n];
            }
        }

        string file = _workshop.File("song.wav");
        SoundFile.Write(file, song, rateHz);
        JsonObject report = Terminal.Run("master", file, "-o", _workshop.File("master.wav"), "--loudness", Quiet, "--json", "-").Done().Only;
        double before = (double)report["input"]!["loudness"]!["loudnessRangeLu"]!;
        double after = Report.Loudness(report, "loudnessRangeLu");
        Assert.True((bool)Report.Stage(report, "compressor")["active"]!, "nothing was compressed: this tests nothing");
        Assert.InRange(before - after, -0.2, 1.5);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Eq_goes_from_dark_to_bright(int number)
    {
        double[] tilt = Steps(number, "--eq", (report, _) => Measure.MeanLevelDb(report, 4_000, 12_500) - Measure.MeanLevelDb(report, 63, 250));
        NeverFalls(tilt, tolerance: 0);
        Assert.True(tilt[4] > tilt[0] + 2, Text(tilt));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Width_widens_all_but_the_lows_and_costs_little_in_mono(int number)
    {
        var lows = new List<double>();
        double[] side = Steps(number, "--width", (report, master) =>
        {
            double extraLoss = (double)report["result"]!["stereo"]!["monoLossDb"]! - (double)report["input"]!["stereo"]!["monoLossDb"]!;
            Assert.True(extraLoss <= 0.5, $"folding to mono loses {extraLoss:0.00} dB more than before");
            lows.Add(LowSideDb(report));
            return (double)report["result"]!["stereo"]!["sideToMidDb"]!;
        });
        NeverFalls(side, tolerance: 0.01);
        Assert.True(side[4] > side[0] + 1, Text(side));
        Assert.True(lows.Max() < lows[2] + 0.1, "the lows were widened: " + Text([.. lows]));
    }

    [Theory]
    [InlineData("--compression 5 --loudness -9")]
    [InlineData("--compression 5 --loudness -9 --width 5")]
    public void A_mix_whose_middle_is_turned_down_loses_no_more_in_mono(string controls)
    {
        // Loud in the middle for a third of the time, soft and wide for the rest: what turns the loud down leaves a wider whole.
        const int RateHz = 44_100;
        AudioBuffer loud = Signals.WhiteNoise(0.5, RateHz, 15, seed: 1);
        AudioBuffer wide = Signals.WhiteNoise(0.1, RateHz, 15, seed: 2);
        for (int n = 0; n < loud.Frames; n++)
        {
            float middle = loud.Channel(0)[n] * (n / RateHz % 3 == 0 ? 1 : 0.1f);
            (float left, float right) = (wide.Channel(0)[n], wide.Channel(1)[n]);
            loud.Channel(0)[n] = middle + left - (0.8f * right);
            loud.Channel(1)[n] = middle + right - (0.8f * left);
        }

        string file = _workshop.File("mix.wav");
        SoundFile.Write(file, loud, RateHz);
        JsonObject report = Terminal.Run(["master", file, "-o", _workshop.File("master.wav"), "--force", "--json", "-", .. controls.Split(' ')]).Done().Only;
        double extra = (double)report["result"]!["stereo"]!["monoLossDb"]! - (double)report["input"]!["stereo"]!["monoLossDb"]!;
        Assert.True(extra <= 0.5, $"folding to mono loses {extra:0.00} dB more than before"); // docs/contract.md, --width
        Assert.Contains(Report.Stage(report, "image")["reasons"]!.AsArray(), reason => ((string)reason!).Contains("without it folding to mono", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Deharsh_holds_harsh_moments_down(int number)
    {
        double[] harsh = Steps(number, "--deharsh", (_, master) => -Measure.HarshMomentsDb(master, 44_100));
        NeverFalls(harsh, tolerance: 0.05);
        Assert.True(harsh[4] > harsh[0] + 0.4, Text(harsh));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Warm_and_open_lift_their_ranges_by_one_to_two_decibels(int number)
    {
        JsonObject balanced = Master(number, "--style", "balanced");
        Assert.InRange(Lift(balanced, Master(number, "--style", "warm"), 100, 400), 1, 2);
        Assert.InRange(Lift(balanced, Master(number, "--style", "open"), 2_000, 10_000), 1, 2);
    }

    /// <summary>How much a range rises against the rest from one master to another, in dB.</summary>
    private static double Lift(JsonObject from, JsonObject to, double lowHz, double highHz)
    {
        double Against(JsonObject report)
        {
            double inside = Measure.MeanLevelDb(report, lowHz, highHz);
            double below = Measure.MeanLevelDb(report, 31.5, lowHz / 2);
            double above = highHz < 8_000 ? Measure.MeanLevelDb(report, highHz * 2, 16_000) : below;
            return inside - ((below + above) / 2);
        }

        return Against(to) - Against(from);
    }

    /// <summary>Side against mid below 120 Hz, in dB.</summary>
    private double LowSideDb(JsonObject report)
    {
        Lacquer.Mastering.Analysis.TonalBalance tone;
        using (Lacquer.Audio.IAudioSource source = Lacquer.Audio.AudioFile.Open((string)report["output"]!, Lacquer.Audio.AudioLimits.Default, TestContext.Current.CancellationToken))
        {
            tone = Analysis.Listen.To(source).Tone;
        }

        double mid = 0;
        double side = 0;
        for (int b = 0; b < tone.BandCentresHz.Length && tone.BandCentresHz[b] <= 80; b++)
        {
            mid += Math.Pow(10, tone.MidLevelsDb[b] / 10);
            side += Math.Pow(10, tone.SideLevelsDb[b] / 10);
        }

        return 10 * Math.Log10((side + 1e-9) / mid);
    }

    private double[] Steps(int number, string control, Func<JsonObject, AudioBuffer, double> measure)
    {
        var values = new double[5];
        for (int step = 1; step <= 5; step++)
        {
            JsonObject report = Master(number, control, $"{step}");
            values[step - 1] = measure(report, SoundFile.Read((string)report["output"]!));
        }

        return values;
    }

    private JsonObject Master(int number, params string[] control) =>
        Terminal.Run(["master", excerpts[number], "-o", _workshop.File("master.wav"), "--force", "--loudness", Quiet, "--json", "-", .. control]).Done().Only;

    private static void NeverFalls(double[] values, double tolerance)
    {
        for (int step = 1; step < values.Length; step++)
        {
            Assert.True(values[step] >= values[step - 1] - tolerance, $"step {step + 1} goes back: {Text(values)}");
        }
    }

    private static string Text(double[] values) => string.Join(" ", values.Select(value => value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)));
}
