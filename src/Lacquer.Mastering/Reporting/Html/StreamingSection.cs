using System.Globalization;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>What each streaming service will do with this master, by what is known of them.</summary>
internal static class StreamingSection
{
    private const double AudibleDb = 0.05; // rounds to 0.0

    public static void Write(Markup page, MasteringReport report)
    {
        (double lufs, double peak) = (report.Result.Loudness.Integrated.Value, report.Result.Loudness.TruePeak.Value);
        page.Start("section", ("id", "streaming"), ("aria-labelledby", "streaming-title"));
        page.Element("h2", "What streaming services will do", ("id", "streaming-title"));
        page.Element("p", $"Most services play everything about equally loud. This master has {Figures.Level(lufs)} LUFS and peaks at {Figures.Level(peak)} dBTP:", ("class", "lead"));
        new DataTable
        {
            Caption = $"Loudness normalisation by service, as known in {Month()}",
            Headings = ["Service", "Plays at", "This master is", "Known, and not known"],
            Rows = DeliveryTargets.All.Select(target => target.Service).OfType<StreamingService>().Select(service => (string[])
                [service.Name, $"{Figures.Number(service.LoudnessLufs, "0.#")} LUFS", Fate(service, lufs, peak), service.Note]),
            Prose = [2, 3],
        }.Write(page, captionIsSeen: true);
        page.Element(
            "p",
            $"Services change these levels without notice, measure in ways of their own, and let listeners switch them off: this is the knowledge of {Month()}. Not known either is how far each service's codec lifts the peaks; a true peak of −1 dBTP or lower leaves room for most.",
            ("class", "evidence"));
        page.End();
    }

    private static string Fate(StreamingService service, double lufs, double peak)
    {
        double gain = service.GainDb(lufs, peak);
        double missing = service.LoudnessLufs - lufs;
        return !double.IsFinite(lufs) ? "not measurable"
            : double.IsNaN(gain) ? $"perhaps left as it is, {Figures.Level(missing)} dB softer than louder music; not known"
            : gain <= -AudibleDb ? $"turned down by {Figures.Level(-gain)} dB"
            : missing < AudibleDb ? "left as it is"
            : gain >= missing - AudibleDb ? $"raised by {Figures.Level(gain)} dB"
            : gain >= AudibleDb ? $"raised by {Figures.Level(gain)} dB, as far as its peaks allow; {Figures.Level(missing - gain)} dB softer than other music"
            : $"left as it is, {Figures.Level(missing)} dB softer than louder music";
    }

    /// <summary>November 2026.</summary>
    private static string Month() =>
        DateOnly.ParseExact(DeliveryTargets.AsOf + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("MMMM yyyy", CultureInfo.InvariantCulture);
}
