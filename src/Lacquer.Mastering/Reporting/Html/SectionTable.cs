using System.Globalization;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>The sections of the song and what each got: loudness, tone, settings of its own.</summary>
internal static class SectionTable
{
    private const double LowsHz = 200;
    private const double HighsHz = 2_000;

    private static readonly string[] Headings = ["Section", "Time", "Mix, LUFS", "Master, LUFS", "Change, LU", "Lows, dB", "Mids, dB", "Highs, dB"];

    public static void Write(Markup page, MasteringReport report)
    {
        page.Element("h3", "What each section got");
        (Section Before, Section After)[] sections = [.. ToneChange.Pairs(report.Input, report.Result)];
        if (sections.Length == 1)
        {
            page.Element("p", "The track is one section: it sounds alike from start to end, or is too short to be divided.", ("class", "lead"));
        }

        bool anyOwn = report.Plan.Overrides.Count > 0;
        new DataTable
        {
            Caption = "Sections before and after",
            Note = "Loudness before and after in LUFS, and how the tone changed in dB at equal level: lows to 200 Hz, mids, highs from 2 kHz.",
            Headings = anyOwn ? [.. Headings, "Set apart from the rest"] : Headings,
            Rows = sections.Select((section, i) => Row(i, section.Before, section.After, report, anyOwn)),
            IsCards = true,
            Prose = anyOwn ? [8] : [],
        }.Write(page);
    }

    private static string[] Row(int i, Section before, Section after, MasteringReport report, bool anyOwn)
    {
        double[] hz = report.Input.Tone.BandCentresHz;
        double[] change = ToneChange.Of(before, after, hz);
        string Group(double fromHz, double toHz) =>
            Figures.Signed(change.Where((db, b) => double.IsFinite(db) && hz[b] > fromHz && hz[b] <= toHz).DefaultIfEmpty(double.NaN).Average());
        string[] row =
        [
            (i + 1).ToString(CultureInfo.InvariantCulture),
            Figures.Times(before.StartSeconds, before.EndSeconds, report.Input.DurationSeconds),
            Figures.Level(before.Integrated.Value),
            Figures.Level(after.Integrated.Value),
            Figures.Signed(Figures.Change(before.Integrated.Value, after.Integrated.Value)),
            Group(0, LowsHz),
            Group(LowsHz, HighsHz - 1),
            Group(HighsHz - 1, double.PositiveInfinity),
        ];
        return anyOwn ? [.. row, SectionWords.Of(before, report.Plan)] : row;
    }
}
