using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lacquer.Dsp;
using Lacquer.Dsp.Units;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.References;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.References;
using Lacquer.Mastering.Rendering;
using Lacquer.Mastering.Reporting;
using Lacquer.Mastering.Tests.CommandLine;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Reporting.Html;

/// <summary>The page about a master: whole, readable by everyone, and true to the report.</summary>
public sealed class HtmlReportTests
{
    private const int LargestPageBytes = 400_000; // what can be sent by mail and opened on a phone without a thought

    private const string Hostile = "</title><script>alert(1)</script><img src=x onerror=\"alert('2')\">&amp;\u0000\u001b\u202Egpj.\uD800\uFFFE '\"";

    [Fact]
    public void Is_well_made()
    {
        var page = Page.Of(MasteredSong.Report);
        page.IsWellMade();
        Assert.Equal(
            ["mix", "moves", "loudness", "tone", "stereo", "reduction", "streaming", "recall"],
            page.All("main").Single().Elements("section").Select(section => (string)section.Attribute("id")!));
        Assert.Equal(["loudness-plot", "true-peak-plot", "tone-plot", "tone-change-plot", "width-plot", "correlation-plot", "reduction-plot"], page.All("figure").Select(figure => (string)figure.Attribute("id")!));
        Assert.InRange(page.Text.Length, 1, LargestPageBytes);
    }

    [Fact]
    public void Says_what_was_measured()
    {
        MasteringReport report = MasteredSong.Report;
        var page = Page.Of(report);
        string facts = page.All("dl")[0].Value;
        Assert.Contains(Words.Level(report.Input.Loudness.Integrated.Value), facts, StringComparison.Ordinal);
        Assert.Contains(Words.Level(report.Result.Loudness.Integrated.Value), facts, StringComparison.Ordinal);
        Assert.Contains(Words.Level(report.Result.Loudness.TruePeak.Value), facts, StringComparison.Ordinal);
        Assert.Contains(report.Plan.InputSha256, page.Part("recall").Value, StringComparison.Ordinal);
        foreach (StagePlan stage in report.Plan.Stages)
        {
            XElement sheet = page.Part("recall").Descendants("table").Single(table => table.Descendants("code").FirstOrDefault()?.Value == stage.Name);
            Assert.Equal(stage.Parameters.Keys.Order(StringComparer.Ordinal), sheet.Element("tbody")!.Elements("tr").Select(row => row.Element("th")!.Value).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Each_section_has_its_loudness_before_and_after()
    {
        MasteringReport report = MasteredSong.Report;
        Assert.Equal(2, report.Input.Sections.Length);
        Assert.Equal(report.Input.Sections.Select(section => section.StartSeconds), report.Result.MatchedSections!.Select(section => section.StartSeconds));
        XElement[] rows = [.. Page.Of(report).Part("loudness").Elements("div").Single().Descendants("tbody").Single().Elements("tr")];
        Assert.Equal(2, rows.Length);
        for (int i = 0; i < 2; i++)
        {
            string[] cells = [.. rows[i].Elements().Select(cell => cell.Value)];
            Assert.Equal(Words.Level(report.Input.Sections[i].Integrated.Value), cells[2]);
            Assert.Equal(Words.Level(report.Result.MatchedSections![i].Integrated.Value), cells[3]);
        }
    }

    [Fact]
    public void Has_true_minus_signs_before_all_numbers()
    {
        var page = Page.Of(MasteredSong.Report);
        var hyphen = new Regex(@"(?<![\w.\-])-\d", RegexOptions.None, TimeSpan.FromSeconds(5));
        XElement[] texts = [.. page.All("body").Single().Descendants().Where(element => !element.HasElements)];
        Assert.Contains(texts, text => text.Value.Contains('−', StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotMatch(hyphen, text.Value));
    }

    [Fact]
    public void Lets_nothing_foreign_become_a_part_of_the_page()
    {
        MasteringReport report = MasteredSong.Report;
        Finding finding = new()
        {
            Code = Hostile,
            Severity = FindingSeverity.Error,
            StartSeconds = 1,
            EndSeconds = 2,
            Measured = -1,
            Expected = 0,
            Unit = Hostile,
            FixIn = FixIn.Mix,
            Message = Hostile,
            Advice = Hostile,
        };
        StagePlan moved = report.Plan.Stage("equalizer") with
        {
            Active = true,
            Reasons = [Hostile],
            Evidence = [new Evidence { Measure = Hostile, Measured = 1, Expected = 0, Unit = Hostile }],
        };
        var page = Page.Of(report with
        {
            File = "/mixes/" + Hostile.Replace('/', '_'),
            Output = Hostile,
            Title = Hostile,
            Artist = Hostile,
            Warnings = [new Warning { Code = Hostile, Message = Hostile }],
            Input = report.Input with { Findings = [finding] },
            Plan = report.Plan.With(moved) with { ModelHash = Hostile, Decision = Hostile, InputSha256 = Hostile },
        });
        page.IsWellMade(allowed: "src="); // which here is text
        Assert.StartsWith("</title><script>alert(1)</script><img src=x onerror=\"alert('2')\">&amp;", page.All("h1").Single().Value, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202E', page.Text);
        Assert.DoesNotContain('\u001b', page.Text);
    }

    [Fact]
    public void Three_hours_make_no_larger_page()
    {
        const int seconds = 3 * 3_600;
        const int sections = 64; // the most there are
        MasteringReport report = MasteredSong.Report;
        double[] series = [.. Enumerable.Range(0, seconds).Select(i => -20 + (8 * Math.Sin(i / 7.0)))];
        Section[] many = [.. Enumerable.Range(0, sections).Select(i => report.Input.Sections[i % 2] with
        {
            StartSeconds = i * (double)seconds / sections,
            EndSeconds = (i + 1) * (double)seconds / sections,
        })];
        double[] points = [.. Enumerable.Range(0, GainReductionCurve.MostPoints).Select(i => 3.3 + Math.Sin(i))];
        TrackAnalysis Long(TrackAnalysis track) => track with
        {
            Frames = (long)seconds * track.Format.SampleRateHz,
            ShortTermLufs = series,
            Sections = many,
            MatchedSections = many,
        };
        var page = Page.Of(report with
        {
            Input = Long(report.Input),
            Result = Long(report.Result),
            GainReductionOverTime = [.. ((string[])["resonance", "dynamics", "compressor", "deesser", "loudness"]).Select(stage => new GainReductionCurve
            {
                Stage = stage,
                DurationSeconds = seconds,
                MeanDb = points,
                MaxDb = points,
            })],
        });
        page.IsWellMade();
        Assert.InRange(page.Text.Length, 1, LargestPageBytes);
        Assert.Contains("2:00:00", page.Part("loudness-plot").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mono_track_has_no_width()
    {
        var page = Page.Of(MasteredSong.Of(ShapedNoise.Pink(0.05, MasteredSong.RateHz, seconds: 5, channels: 1), new MasteringRequest { InputPath = "", OutputPath = "" }));
        page.IsWellMade();
        Assert.Contains("mono", page.Part("stereo").Value, StringComparison.Ordinal);
        Assert.Empty(page.Part("stereo").Descendants("figure"));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3.2)]
    public void A_short_clip_has_a_page_too(double seconds) =>
        Page.Of(MasteredSong.Of(ShapedNoise.Pink(0.05, MasteredSong.RateHz, seconds), new MasteringRequest { InputPath = "", OutputPath = "" })).IsWellMade();

    [Fact]
    public void Silence_in_the_middle_and_a_dead_channel_do_no_harm()
    {
        AudioBuffer sound = ShapedNoise.Pink(0.05, MasteredSong.RateHz, seconds: 30);
        sound.Channel(1).Clear();
        sound.Channel(0).Slice(10 * MasteredSong.RateHz, 10 * MasteredSong.RateHz).Clear();
        var page = Page.Of(MasteredSong.Of(sound, new MasteringRequest { InputPath = "", OutputPath = "" }));
        page.IsWellMade();
        Assert.Contains("none", page.Part("loudness-plot").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tone_has_a_page_too() =>
        Page.Of(MasteredSong.Of(Signals.Sine(1_000, 0.1, MasteredSong.RateHz, 5), new MasteringRequest { InputPath = "", OutputPath = "" })).IsWellMade();

    [Fact]
    public void What_was_set_by_hand_or_switched_off_is_marked()
    {
        var page = Page.Of(MasteredSong.Of(MasteredSong.TwoParts(), new MasteringRequest
        {
            InputPath = "",
            OutputPath = "",
            ByHand = [ManualSetting.Parse("image.midWidthDb=1.5"), ManualSetting.Parse("equalizer.mid1000Hz=2@12-20")],
            Bypassed = ["compressor", "loudness"],
        }));
        page.IsWellMade();
        XElement row = page.Part("recall").Descendants("tr").Single(tr => tr.Element("th")?.Value == "midWidthDb");
        Assert.Contains("1.5 dB (by hand)", row.Value, StringComparison.Ordinal);
        Assert.Equal(2, page.Part("recall").Descendants("span").Count(span => span.Value == "switched off by hand"));
        Assert.Contains("mid1000Hz: 2.00 dB", page.Part("recall").Value, StringComparison.Ordinal);
        Assert.Matches(@"Equaliser: mids \+\d\.\d dB \(by hand\)", page.Part("loudness").Value);
    }

    [Fact]
    public void What_a_note_does_to_a_section_is_told_in_words_and_is_the_notes()
    {
        var page = Page.Of(MasteredSong.Of(MasteredSong.TwoParts(), new MasteringRequest { InputPath = "", OutputPath = "", Notes = ["darker from 0:12 to 0:24"] }));
        page.IsWellMade();
        XElement[] rows = [.. page.Part("loudness").Elements("div").Single().Descendants("tbody").Single().Elements("tr")];
        Assert.Equal("–", rows[0].Elements().Last().Value);
        // In white noise nearly all loudness lies in the highs: what keeps the stretch's loudness turns most of the cut into a lift of the rest.
        Assert.Matches(@"^Equaliser: .*(highs from .*−|lows to .*\+)\d\.\d dB.* \(by note\)", rows[^1].Elements().Last().Value);
        XElement sheet = page.Part("recall").Descendants("table").Single(table => table.Element("caption")!.Value.StartsWith("Parameters that differ", StringComparison.Ordinal));
        Assert.All(sheet.Element("tbody")!.Elements("tr"), row => Assert.Equal("by note", row.Elements().Last().Value));
    }

    [Theory]
    [InlineData(11.6, 7.6, "come closer together: the loudness range goes from 11.6 to 7.6")]
    [InlineData(7.8, 7.5, "keep their distance")]
    [InlineData(5.1, 5.9, "move further apart")]
    public void What_became_of_loud_and_quiet_is_what_was_measured(double before, double after, string words)
    {
        MasteringReport report = MasteredSong.Report;
        TrackAnalysis With(TrackAnalysis track, double range) => track with { Loudness = track.Loudness with { Range = new Decibels(range) }, Frames = 120L * MasteredSong.RateHz };
        string told = Page.Of(report with { Input = With(report.Input, before), Result = With(report.Result, after) }).Part("loudness").Elements("p").First().Value;
        Assert.Contains(words, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_plot_has_a_title_a_legend_units_and_its_numbers()
    {
        foreach (XElement figure in Page.Of(MasteredSong.Report).All("figure"))
        {
            string name = (string)figure.Attribute("id")!;
            Assert.NotEmpty(figure.Element("figcaption")!.Value);
            Assert.NotEmpty(figure.Element("details")!.Descendants("tbody").Single().Elements("tr"));
            string drawn = string.Join('|', figure.Elements("svg").First().Descendants("text").Select(text => text.Value));
            Assert.True(drawn.Contains("dB", StringComparison.Ordinal) || drawn.Contains("LUFS", StringComparison.Ordinal) || drawn.Contains("correlation", StringComparison.Ordinal), name);
            Assert.True(drawn.Contains("master", StringComparison.Ordinal) || drawn.Contains("mean", StringComparison.Ordinal), $"{name} has no legend");
        }
    }

    [Fact]
    public void How_far_a_reference_is_followed_is_said_once()
    {
        MasteringReport report = MasteredSong.Report;
        using var workshop = new Workshop();
        string file = workshop.File("their.wav");
        File.WriteAllText(file, "their sound");
        var reference = new MatchedReference
        {
            Match = 80,
            Profile = ReferenceReader.Of(report.Input, file),
            Sources = [new() { Name = "their.wav", Sha256 = new string('0', 64) }],
        };
        StagePlan moved = report.Plan.Stage("equalizer") with { Active = true, Reasons = ["+1.0 dB (match 80) around 200 Hz: the reference carries 1.2 dB more there"] };
        string told = Page.Of(report with { Plan = report.Plan.With(moved) with { Reference = reference } }).Part("moves").Value;
        Assert.Contains("Drawn 80 % of the way towards their.wav", told, StringComparison.Ordinal);
        Assert.DoesNotContain("(match", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Verdict.Untouched, "Nothing had to be done")]
    [InlineData(Verdict.LevelOnly, "only its level was changed")]
    [InlineData(Verdict.Mastered, "Mastered: ")]
    public void The_verdict_is_the_first_sentence(Verdict verdict, string words)
    {
        var page = Page.Of(MasteredSong.Report with { Verdict = verdict });
        Assert.Contains(words, page.All("p").Single(p => (string?)p.Attribute("class") == "verdict").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mix_without_faults_is_told_so()
    {
        MasteringReport report = MasteredSong.Report;
        var page = Page.Of(report with { Input = report.Input with { Findings = [] } });
        page.IsWellMade();
        Assert.Contains("nothing to remark on", page.Part("mix").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_fault_in_many_places_is_explained_once()
    {
        MasteringReport report = MasteredSong.Report;
        Finding[] clicks = [.. Enumerable.Range(1, 200).Select(i => new Finding
        {
            Code = "click",
            Severity = FindingSeverity.Warning,
            StartSeconds = i,
            EndSeconds = i,
            Measured = i,
            Expected = 0,
            Unit = "dB",
            FixIn = FixIn.Mix,
            Message = $"A click of {i} dB.",
            Advice = "Draw it out with the pencil.",
        })];
        var page = Page.Of(report with { Input = report.Input with { Findings = clicks } });
        page.IsWellMade();
        Assert.Single(page.Part("mix").Descendants("p"), p => p.Value.StartsWith("Draw it out", StringComparison.Ordinal));
        Assert.Contains("140 more", page.Part("mix").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_master_too_quiet_to_have_a_loudness_is_no_reason_to_fail()
    {
        MasteringReport report = MasteredSong.Report;
        TrackAnalysis silent = report.Result with
        {
            Loudness = report.Result.Loudness with { Integrated = new Lufs(double.NegativeInfinity), MaxShortTerm = new Lufs(double.NegativeInfinity) },
            ShortTermLufs = [.. report.Result.ShortTermLufs.Select(_ => double.NegativeInfinity)],
        };
        Page.Of(report with { Input = silent, Result = silent }).IsWellMade();
    }
}
