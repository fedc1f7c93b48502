using System.Globalization;
using System.Text.Json.Nodes;
using Lacquer.Dsp;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Loudness is hit, budgets are kept, and no ceiling is ever broken.</summary>
public sealed class LoudnessTests(Excerpts excerpts) : IDisposable
{
    private const double ToleranceLu = 0.1;  // docs/contract.md, --loudness
    private const double PeakTolerance = 0.05; // docs/contract.md, --ceiling
    private const double BudgetSlackDb = 0.1;  // the budget is kept by forecast, the report measures

    private readonly Workshop _workshop = new();

    public static TheoryData<int> Numbers => Excerpts.Numbers;

    public void Dispose() => _workshop.Dispose();

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_loudness_by_number_is_hit(int number)
    {
        foreach (double wanted in (double[])[-20, -14, -9])
        {
            JsonObject report = Master(number, "--loudness", wanted.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(wanted, Report.Loudness(report), ToleranceLu);
            Assert.True(Report.Loudness(report, "truePeakDbtp") <= -1 + PeakTolerance);
        }
    }

    [Theory]
    [InlineData("spotify", -14)]
    [InlineData("Apple", -16)]
    [InlineData("broadcast", -23)]
    [InlineData("cd", -10)]
    public void A_loudness_by_name_is_hit(string name, double lufs) =>
        Assert.Equal(lufs, Report.Loudness(Master(0, "--loudness", name)), ToleranceLu);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Each_intensity_reaches_its_loudness_or_says_that_its_budget_forbids(int number)
    {
        (string Name, double Lufs, double BudgetDb)[] intensities = [("low", -14.5, 3), ("medium", -12, 4.5), ("high", -10, 6)];
        double before = double.NegativeInfinity;
        foreach ((string name, double lufs, double budgetDb) in intensities)
        {
            JsonObject report = Master(number, "--intensity", name);
            double reached = Report.Loudness(report);
            bool told = Report.Warnings(report).Contains("loudnessNotReached");
            Assert.True(Math.Abs(reached - lufs) <= ToleranceLu || (told && reached < lufs), $"{name}: {reached} LUFS");
            Assert.True((double)report["maxLimitingDb"]! <= budgetDb + BudgetSlackDb, $"{name}: {report["maxLimitingDb"]} dB of limiting");
            Assert.True(reached > before);
            before = reached;
        }
    }

    [Fact]
    public void Each_step_of_volume_is_one_and_a_half_units()
    {
        for (int step = 1; step <= 5; step++)
        {
            JsonObject report = Master(0, "--intensity", "low", "--volume", $"{step}");
            double wanted = -14.5 + (1.5 * (step - 3));
            Assert.True(
                Math.Abs(Report.Loudness(report) - wanted) <= ToleranceLu || Report.Warnings(report).Contains("loudnessNotReached"),
                $"volume {step}: {Report.Loudness(report)} LUFS");
        }
    }

    [Fact]
    public void More_limiting_than_the_budget_is_said_so()
    {
        for (int wanted = -10; wanted < 0; wanted++)
        {
            Answer answer = Terminal.Run("master", excerpts.First, "-o", _workshop.File("master.wav"), "--force", "--json", "-", "--intensity", "low", "--loudness", $"{wanted}");
            if (answer.ExitCode == 2)
            {
                answer.Fails(2, "cannot be reached"); // this music gets no louder, whatever it costs
                return;
            }

            JsonObject report = answer.Done().Only;
            Assert.Equal(wanted, Report.Loudness(report), ToleranceLu);
            bool over = (double)report["maxLimitingDb"]! > 3 + BudgetSlackDb;
            Assert.Equal(over, Report.Warnings(report).Contains("overBudget"));
            if (over)
            {
                return;
            }
        }
    }

    [Fact]
    public void What_no_ceiling_allows_is_refused()
    {
        Terminal.Run("master", excerpts.First, "-o", _workshop.File("master.wav"), "--loudness", "0", "--ceiling", "-20").Fails(2, "0.0 LUFS", "-20.0 dBTP");
        Assert.Empty(_workshop.Names());
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(-1)]
    [InlineData(-3)]
    [InlineData(-6)]
    public void No_ceiling_is_exceeded_by_a_loud_master(double ceiling)
    {
        foreach (int number in Numbers)
        {
            Master(number, "--ceiling", ceiling.ToString(CultureInfo.InvariantCulture), "--intensity", "high");
            double peak = TruePeakOracle.PeakDb(SoundFile.Read(_workshop.File("master.wav")));
            Assert.True(peak <= ceiling + PeakTolerance, $"{peak:0.000} dBTP");
        }
    }

    [Theory]
    [InlineData(8_000, "24")]
    [InlineData(44_100, "24")]
    [InlineData(48_000, "16")]
    [InlineData(96_000, "32f")]
    public void No_ceiling_is_exceeded_by_noise_and_test_signals(int rateHz, string bits)
    {
        string input = _workshop.File("signal.wav");
        foreach ((string name, Func<int, double> signal) in NastySignals())
        {
            MasterHard(input, signal, rateHz, bits);
            double peak = TruePeakOracle.PeakDb(SoundFile.Read(_workshop.File("master.wav")));
            Assert.True(peak <= -1 + PeakTolerance, $"{name}: {peak:0.000} dBTP");
        }
    }

    [Fact]
    public void No_ceiling_is_exceeded_by_tones_of_half_the_rate_that_start_and_stop()
    {
        // Exact reconstruction of such an edge grows with the logarithm of the burst's length; 1024 taps are longer than any meter's.
        const int Burst = 1_500;
        const int Around = 12;
        MasterHard(_workshop.File("signal.wav"), n => n / Burst % 2 == 0 ? 0 : 0.9 - (1.8 * (n % 2)), 48_000, "24");
        AudioBuffer master = SoundFile.Read(_workshop.File("master.wav"));
        double peak = 0;
        for (int edge = Burst; edge < master.Frames; edge += Burst)
        {
            for (int step = -Around * 16; step <= Around * 16; step++)
            {
                peak = Math.Max(peak, Math.Abs(ReconstructionOracle.At(master.Channel(0), edge + (step / 16.0))));
            }
        }

        Assert.InRange(20 * Math.Log10(peak), -12, -1 + PeakTolerance);
    }

    [Fact]
    public void Vinyl_gets_gain_alone_and_peaks_of_minus_three()
    {
        JsonObject report = Master(0, "--loudness", "vinyl");
        Assert.Null(report["plan"]!["target"]!["loudnessLufs"]);
        Assert.InRange(Report.Loudness(report, "samplePeakDbfs"), -3.1, -3);
        Assert.Equal(0, (double)report["maxLimitingDb"]!);
        Assert.True((double)Report.Stage(report, "image")["parameters"]!["monoBelowHz"]! >= 150);
    }

    [Fact]
    public void Vinyl_keeps_a_lower_ceiling_by_gain_alone()
    {
        JsonObject report = Master(0, "--loudness", "vinyl", "--ceiling", "-6");
        Assert.InRange(Report.Loudness(report, "truePeakDbtp"), -6.5, -6 + 0.05); // docs/contract.md, --ceiling
        Assert.Equal(0, (double)report["maxLimitingDb"]!);
        Assert.DoesNotContain("ceilingExceeded", Report.Warnings(report));
    }

    private JsonObject Master(int number, params string[] controls) =>
        Terminal.Run(["master", excerpts[number], "-o", _workshop.File("master.wav"), "--force", "--json", "-", .. controls]).Done().Only;

    [Theory]
    [InlineData("mp3")]
    [InlineData("ogg")]
    [InlineData("opus")]
    [InlineData("m4a")]
    public void The_ceiling_wins_over_loudness_where_a_codec_overshoots(string format)
    {
        foreach (int number in Numbers)
        {
            string output = _workshop.File("master." + format);
            JsonObject report = Terminal.Run("master", excerpts[number], "-o", output, "--force", "--json", "-", "--loudness", "-9").Done().Only;
            double peak = TruePeakOracle.PeakDb(SoundFile.Read(output));
            Assert.True(peak <= -1 + PeakTolerance, $"{peak:0.000} dBTP");
            string[] warnings = [.. Report.Warnings(report)];
            bool hit = Math.Abs(Report.Loudness(report) + 9) <= ToleranceLu;
            Assert.True(hit || (warnings.Contains("loudnessNotReached") && warnings.Contains("ceilingLowered")), string.Join(' ', warnings));
            Assert.InRange((double)report["maxLimitingDb"]!, 0, 15); // no chase after what the codec takes
        }
    }

    /// <summary>Writes a second of a signal and masters it with far too much gain.</summary>
    private void MasterHard(string input, Func<int, double> signal, int rateHz, string bits)
    {
        var sound = new AudioBuffer(1, rateHz);
        for (int n = 0; n < sound.Frames; n++)
        {
            sound.Channel(0)[n] = (float)signal(n);
        }

        File.Delete(input);
        SoundFile.Write(input, sound, rateHz);
        Terminal.Run("master", input, "-o", _workshop.File("master.wav"), "--force", "--bits", bits, "--set", "loudness.gainDb=24").Done();
    }

    private static (string Name, Func<int, double> Signal)[] NastySignals()
    {
        var random = new Random(4);
        return
        [
            ("white noise", _ => (2 * random.NextDouble()) - 1),
            ("hard clipping", n => Math.Clamp((3 * Math.Sin(0.05 * n)) + random.NextDouble(), -1.5, 1.5)),
            ("square near a quarter of the rate", n => 0.9 * Math.Sign(Math.Sin((2 * Math.PI * 0.2497 * n) + 0.3))),
            ("faded tone near half the rate", n => 0.9 * Math.Sin(2 * Math.PI * 0.49 * n) * Math.Min(1, n / 1_000.0)),
        ];
    }
}
