using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting;
using Lacquer.Mastering.Tests.CommandLine;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Rendering;

/// <summary>A preview is the same seconds of the master.</summary>
public sealed class PreviewTests(Excerpts excerpts)
{
    private const double LevelToleranceDb = 0.3; // the promise of the service's contract, for what the verified file may be trimmed by
    private const double ResidualDb = -60;       // likewise, after level matching
    private const double SketchLevelDb = 0.5;    // a guess, by the loudness of the stretch alone
    private const double SketchResidualDb = -25; // another gain is limited a little otherwise; a wrong place or plan would leave all
    private const double NotedSketchResidualDb = -18; // notes are held in the finished file, which nobody has yet
    private const double From = 9.25;
    private const double To = 17.5;

    public static MatrixTheoryData<int, string> Wishes() => new(
        Excerpts.Numbers.Select(row => row.Data),
        ["intensity=medium", "intensity=high", "eq=5", "compression=5 warmer, less harsh", "loudness=-9"]);

    [Theory]
    [MemberData(nameof(Wishes))]
    public void Equals_the_same_seconds_of_the_master(int excerpt, string wish)
    {
        using var workshop = new Workshop();
        string file = excerpts[excerpt];
        MasteringRequest request = Request(workshop, file, "master.wav", wish);
        var session = new MasteringSession(new TrackAnalyser(), new Decider(Judges.For(request)));
        session.Run(request, progress: null, TestContext.Current.CancellationToken);
        using OpenedMix mix = session.Open(file, progress: null, TestContext.Current.CancellationToken);
        string preview = workshop.File("preview.wav");
        session.Preview(mix, request with { OutputPath = preview }, From, To, progress: null, TestContext.Current.CancellationToken);

        AudioBuffer whole = TestMusic.Decode(request.OutputPath, out int rateHz);
        AudioBuffer part = TestMusic.Decode(preview, out _);
        Assert.Equal((int)Math.Ceiling(To * rateHz) - (int)(From * rateHz), part.Frames);
        (double gainDb, double residualDb) = Matched(whole, part, (int)(From * rateHz));
        Assert.InRange(gainDb, -LevelToleranceDb, LevelToleranceDb);
        Assert.True(residualDb < ResidualDb, $"{residualDb:0.0} dB are left");
    }

    [Theory]
    [InlineData("intensity=medium", 8.5)]
    [InlineData("intensity=high", 8.5)]
    [InlineData("compression=5", 10)] // dynamics turn down the middle, and the image is narrowed for that
    [InlineData("eq=5", 10)]
    public void Equals_the_master_where_a_loud_passage_has_just_ended(string wish, double from)
    {
        using var workshop = new Workshop();
        AudioBuffer song = TestMusic.Decode(excerpts.First, out int rateHz);
        for (int c = 0; c < song.Channels; c++)
        {
            Span<float> channel = song.Channel(c);
            for (int n = 0; n < channel.Length; n++)
            {
                channel[n] *= n >= 3 * rateHz && n < 8 * rateHz ? 1 : 0.2f;
            }
        }

        string file = workshop.File("song.wav");
        SoundFile.Write(file, song.AsBlock(), rateHz, "wav", "32f");
        MasteringRequest request = Request(workshop, file, "master.wav", wish);
        var session = new MasteringSession(new TrackAnalyser(), new Decider(Judges.For(request)));
        MasteringReport report = session.Run(request, progress: null, TestContext.Current.CancellationToken);
        using OpenedMix mix = session.Open(file, progress: null, TestContext.Current.CancellationToken);
        string preview = workshop.File("preview.wav");
        MasteringPlan heard = session.Preview(mix, request with { OutputPath = preview }, from, from + 2, progress: null, TestContext.Current.CancellationToken);
        (double gainDb, double residualDb) = Matched(TestMusic.Decode(request.OutputPath, out _), TestMusic.Decode(preview, out _), (int)(from * rateHz));
        Assert.InRange(gainDb, -LevelToleranceDb, LevelToleranceDb);
        Assert.True(residualDb < ResidualDb, $"{residualDb:0.0} dB are left; " + string.Join("; ", PlanDiff.Between(report.Plan, heard).Changes.Select(change => change.ToString())));
    }

    [Theory]
    [MemberData(nameof(Wishes))]
    public void A_sketch_is_the_preview_but_for_a_little_level(int excerpt, string wish)
    {
        using var workshop = new Workshop();
        string file = excerpts[excerpt];
        MasteringRequest request = Request(workshop, file, "sketch.wav", wish);
        var session = new MasteringSession(new TrackAnalyser(), new Decider(Judges.For(request)));
        using OpenedMix mix = session.Open(file, progress: null, TestContext.Current.CancellationToken);
        session.Preview(mix, Request(workshop, file, "before.wav", "eq=2"), From, To, progress: null, TestContext.Current.CancellationToken);
        session.Sketch(mix, request, From, To, TestContext.Current.CancellationToken);
        string preview = workshop.File("preview.wav");
        session.Preview(mix, request with { OutputPath = preview }, From, To, progress: null, TestContext.Current.CancellationToken);

        AudioBuffer sketched = TestMusic.Decode(request.OutputPath, out _);
        AudioBuffer exact = TestMusic.Decode(preview, out _);
        Assert.Equal(exact.Frames, sketched.Frames);
        (double gainDb, double residualDb) = Matched(exact, sketched, 0);
        Assert.InRange(gainDb, -SketchLevelDb, SketchLevelDb);
        Assert.True(residualDb < (request.Notes.Count > 0 ? NotedSketchResidualDb : SketchResidualDb), $"{residualDb:0.0} dB are left");
    }

    [Fact]
    public void Hears_another_loudness_or_another_place_without_a_second_first_pass()
    {
        using var workshop = new Workshop();
        string file = excerpts.First;
        MasteringRequest request = Request(workshop, file, "a.wav", "intensity=low");
        var session = new MasteringSession(new TrackAnalyser(), new Decider(Judges.For(request)));
        using OpenedMix mix = session.Open(file, progress: null, TestContext.Current.CancellationToken);
        var steps = new Steps();
        session.Preview(mix, request, From, To, steps, TestContext.Current.CancellationToken);
        Assert.NotEqual(0, steps.Reports);

        steps.Reports = 0;
        session.Preview(mix, Request(workshop, file, "b.wav", "intensity=low") with { ByHand = [ManualSetting.Parse("loudness.gainDb=2")] }, 0, 4, steps, TestContext.Current.CancellationToken);
        Assert.Equal(0, steps.Reports);
        session.Preview(mix, Request(workshop, file, "c.wav", "eq=1"), 0, 4, steps, TestContext.Current.CancellationToken);
        Assert.NotEqual(0, steps.Reports);
    }

    [Theory]
    [InlineData(-1, 4)]
    [InlineData(40, 44)]
    [InlineData(4, 4)]
    [InlineData(double.NaN, 4)]
    public void Refuses_seconds_that_are_not_there(double from, double to)
    {
        using var workshop = new Workshop();
        string file = excerpts.First;
        MasteringRequest request = Request(workshop, file, "a.wav", "intensity=low");
        var session = new MasteringSession(new TrackAnalyser(), new Decider(Judges.For(request)));
        using OpenedMix mix = session.Open(file, progress: null, TestContext.Current.CancellationToken);
        Assert.Throws<PlanException>(() => session.Preview(mix, request, from, to, progress: null, TestContext.Current.CancellationToken));
    }

    private static MasteringRequest Request(Workshop workshop, string file, string output, string wish)
    {
        string[] words = wish.Split(['=', ' '], 3);
        return new MasteringRequest
        {
            InputPath = file,
            OutputPath = workshop.File(output),
            Controls = ControlTexts.Apply(new Controls(), new Dictionary<string, string> { [words[0]] = words[1] }),
            Notes = words[2..],
        };
    }

    /// <summary>The gain that brings the part nearest to the whole, and what is left, against the whole's power.</summary>
    private static (double GainDb, double ResidualDb) Matched(AudioBuffer whole, AudioBuffer part, int first)
    {
        double ab = 0, bb = 0, aa = 0;
        for (int c = 0; c < part.Channels; c++)
        {
            ReadOnlySpan<float> a = whole.Channel(c).Slice(first, part.Frames);
            ReadOnlySpan<float> b = part.Channel(c);
            for (int n = 0; n < a.Length; n++)
            {
                ab += (double)a[n] * b[n];
                aa += (double)a[n] * a[n];
                bb += (double)b[n] * b[n];
            }
        }

        double gain = ab / bb;
        return (20 * Math.Log10(gain), 10 * Math.Log10(Math.Max(1e-15, (aa - (gain * ab)) / aa)));
    }

    private sealed class Steps : IProgress<MasteringProgress>
    {
        public int Reports { get; set; }

        public void Report(MasteringProgress value) => Reports++;
    }
}
