using System.Globalization;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>The sections of the song and what each got: loudness, tone, settings of its own.</summary>
internal static class SectionTable
{
    private const double LowsHz = 200;
    private const double HighsHz = 2_000;

    /// <summary>Bands under this share of the section say nothing about its tone, in dB.</summary>
    private const double EmptyDb = -80;

    public static void Write(Markup page, MasteringReport report)
    {
        page.Element("h3", "What each section got");
        int count = Math.Min(report.Input.Sections.Length, report.Result.Sections.Length);
        if (count == 1)
        {
            page.Element("p", "The track is one section: level and sound stay alike from start to end, or it is too short to be divided.", ("class", "lead"));
        }

        new DataTable
        {
            Caption = "Loudness of each section before and after; change of its tone at equal loudness: lows to 200 Hz, mids, highs from 2 kHz",
            Headings = ["Section", "Time", "Mix, LUFS", "Master, LUFS", "Change, LU", "Lows, dB", "Mids, dB", "Highs, dB", "Settings of its own"],
            Rows = Enumerable.Range(0, count).Select(i => Row(i, report)),
            Prose = [8],
        }.Write(page, captionIsSeen: true);
    }

    private static string[] Row(int i, MasteringReport report)
    {
        (Section before, Section after) = (report.Input.Sections[i], report.Result.Sections[i]);
        double[] tone = ToneChange(before, after, report.Input.Tone.BandCentresHz);
        string[] own = [.. report.Plan.Overrides
            .Where(stretch => stretch.FromSeconds < before.EndSeconds && stretch.ToSeconds > before.StartSeconds)
            .GroupBy(stretch => (stretch.Stage, stretch.ByJudge))
            .Select(group => Own(group.Key.Stage, group.Key.ByJudge))];
        return
        [
            (i + 1).ToString(CultureInfo.InvariantCulture),
            $"{Figures.Time(before.StartSeconds, report.Input.DurationSeconds)}–{Figures.Time(before.EndSeconds, report.Input.DurationSeconds)}",
            Figures.Level(before.Integrated.Value),
            Figures.Level(after.Integrated.Value),
            Figures.Signed(Figures.Change(before.Integrated.Value, after.Integrated.Value)),
            Figures.Signed(tone[0]),
            Figures.Signed(tone[1]),
            Figures.Signed(tone[2]),
            own.Length > 0 ? string.Join("; ", own) : "–",
        ];
    }

    private static string Own(string stage, bool byJudge) =>
        byJudge ? $"{StageTitles.Of(stage)}: keeps its own balance" : $"{StageTitles.Of(stage)}: set by hand";

    /// <summary>Lows, mids and highs after against before, in dB, once the mean over all bands that sound is equal.</summary>
    private static double[] ToneChange(Section before, Section after, double[] centresHz)
    {
        (double Hz, double Db)[] bands = [.. Enumerable.Range(0, centresHz.Length)
            .Where(b => b < before.LevelsDb.Length && b < after.LevelsDb.Length && before.LevelsDb[b] > EmptyDb && after.LevelsDb[b] > EmptyDb)
            .Select(b => (centresHz[b], after.LevelsDb[b] - before.LevelsDb[b]))];
        double mean = bands.Select(band => band.Db).DefaultIfEmpty(double.NaN).Average();
        double Group(double fromHz, double toHz) =>
            bands.Where(band => band.Hz > fromHz && band.Hz <= toHz).Select(band => band.Db - mean).DefaultIfEmpty(double.NaN).Average();
        return [Group(0, LowsHz), Group(LowsHz, HighsHz - 1), Group(HighsHz - 1, double.PositiveInfinity)];
    }
}
