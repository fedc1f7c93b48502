using System.Globalization;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>The head of the page: the song, the verdict, the numbers a musician asks for, and what to know.</summary>
internal static class SummarySection
{
    private static readonly (string Id, string Text)[] Contents =
    [
        ("mix", "The mix"), ("moves", "What was done"), ("loudness", "Loudness"), ("tone", "Tone"), ("stereo", "Stereo"),
        ("reduction", "Gain reduction"), ("streaming", "Streaming"), ("recall", "Recall sheet"),
    ];

    public static void Write(Markup page, MasteringReport report, DateOnly? date)
    {
        page.Start("header");
        page.Element("p", "Mastering report", ("class", "kicker"));
        page.Start("h1").Element("bdi", HtmlReport.Song(report)).End();
        if (report.Artist is { } artist)
        {
            page.Start("p", ("class", "artist")).Element("bdi", artist).End();
        }

        page.Element("p", Figures.Sentence(VerdictSentence.Of(report)), ("class", "verdict"));
        Numbers(page, report);
        Warnings(page, report);
        Files(page, report, date);
        page.Start("nav", ("aria-label", "Contents")).Start("ul");
        foreach ((string id, string text) in Contents)
        {
            page.Start("li").Element("a", text, ("href", $"#{id}")).End();
        }

        page.End().End().End();
    }

    private static void Numbers(Markup page, MasteringReport report)
    {
        (LoudnessSummary before, LoudnessSummary after) = (report.Input.Loudness, report.Result.Loudness);
        page.Start("dl", ("class", "facts"));
        Fact(page, "Loudness", before.Integrated.Value, after.Integrated.Value, "LUFS", "of the whole track", isMain: true);
        Fact(page, "True peak", before.TruePeak.Value, after.TruePeak.Value, "dBTP", "also between the samples", isMain: true);
        Fact(page, "Loudness range", before.Range.Value, after.Range.Value, "LU", "quiet parts to loud parts", isMain: true);
        Fact(page, "Peak over loudness", before.PeakToLoudness.Value, after.PeakToLoudness.Value, "dB", "room for attacks", isMain: false);
        Fact(page, "Loudest 3 s", before.MaxShortTerm.Value, after.MaxShortTerm.Value, "LUFS", "short-term", isMain: false);
        if (report.Input.Format.Channels > 1)
        {
            Fact(page, "Side against mid", report.Input.Stereo.SideToMidDb, report.Result.Stereo.SideToMidDb, "dB", "width", isMain: false);
            Fact(page, "Lost in mono", report.Input.Stereo.MonoLossDb, report.Result.Stereo.MonoLossDb, "dB", "on one loudspeaker", isMain: false);
        }

        page.End();
    }

    private static void Fact(Markup page, string name, double before, double after, string unit, string meaning, bool isMain)
    {
        page.Start("div", ("class", isMain ? "fact main" : "fact"));
        page.Element("dt", name);
        page.Start("dd");
        page.Start("span", ("class", "values"));
        page.Element("span", "mix ", ("class", "unseen")).Element("span", Figures.Level(before), ("class", "before")).Text(" ");
        page.Element("span", "→", ("class", "arrow"), ("aria-hidden", "true")).Element("span", ", master ", ("class", "unseen")).Text(" ");
        page.Element("strong", Figures.Level(after)).Text(" ").Element("span", unit, ("class", "unit")).End();
        page.Element("span", meaning, ("class", "meaning"));
        page.End().End();
    }

    private static void Warnings(Markup page, MasteringReport report)
    {
        Warning[] told = [.. report.Warnings.Where(warning => !IsFinding(warning, report.Input))];
        if (told.Length == 0)
        {
            return;
        }

        page.Start("section", ("class", "warnings"), ("aria-labelledby", "warnings-title"));
        page.Element("h2", "Please note", ("id", "warnings-title")).Start("ul");
        foreach (Warning warning in told)
        {
            page.Element("li", Figures.Sentence(warning.Message));
        }

        page.End().End();
    }

    /// <summary>What is told about the mix, right below and at length, needs no saying twice.</summary>
    private static bool IsFinding(Warning warning, TrackAnalysis mix) => warning.Code switch
    {
        "inputClipped" => true,
        "inputOverFullScale" => Array.Exists(mix.Findings, finding => finding.Code == "interSamplePeaks"),
        "lossySource" => Array.Exists(mix.Findings, finding => finding.Code == "lossySource"),
        _ => false,
    };

    private static void Files(Markup page, MasteringReport report, DateOnly? date)
    {
        double seconds = report.Input.DurationSeconds;
        page.Start("dl", ("class", "files"));
        Entry(page, "Mix", report.File, Kind(report.Input));
        Entry(page, "Master", report.Output, Kind(report.Result));
        page.Start("div").Element("dt", "Length").Element("dd", Figures.Time(seconds, seconds)).End();
        if (date is { } day)
        {
            page.Start("div").Element("dt", "Date").Start("dd")
                .Element("time", Figures.Day(day), ("datetime", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))).End().End();
        }

        page.End();
    }

    private static void Entry(Markup page, string name, string path, string kind) =>
        page.Start("div").Element("dt", name).Start("dd").Element("bdi", Path.GetFileName(path)).Text(" ").Element("span", kind, ("class", "unit")).End().End();

    private static string Kind(TrackAnalysis track)
    {
        string bits = track.Format.BitsPerSample is { } count ? string.Create(CultureInfo.InvariantCulture, $", {count} bit") : "";
        return $"{Figures.Rate(track.Format.SampleRateHz)}{bits}, {(track.Format.Channels == 1 ? "mono" : "stereo")}{(track.Format.IsLossy ? ", " + track.Format.Codec : "")}";
    }
}
