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
        page.Element("p", Figures.Sentence($"most services play everything about equally loud. This master has {Figures.Level(lufs)} LUFS and a true peak of {Figures.Level(peak)} dBTP; this is what they will do with it, as known in {Month()}"), ("class", "lead"));
        page.Start("ul", ("class", "services"));
        foreach (StreamingService service in DeliveryTargets.All.Select(target => target.Service).OfType<StreamingService>())
        {
            page.Start("li");
            page.Start("p", ("class", "service")).Element("strong", service.Name).Text(" ")
                .Element("span", Unbroken($"plays at {Figures.Number(service.LoudnessLufs, "0.#")} LUFS"), ("class", "unit")).End();
            page.Element("p", Unbroken(Fate(service, lufs, peak)), ("class", "fate"));
            page.Element("p", Figures.Sentence(service.Note), ("class", "known")).End();
        }

        page.End();
        page.Element(
            "p",
            Figures.Sentence("services change these levels without notice, measure in ways of their own, and let listeners switch them off. Not known either is how far each service's codec lifts the peaks; a true peak of −1 dBTP or lower leaves room for most"),
            ("class", "evidence"));
        page.End();
    }

    private static string Fate(StreamingService service, double lufs, double peak)
    {
        double gain = service.GainDb(lufs, peak);
        double missing = service.LoudnessLufs - lufs;
        return !double.IsFinite(lufs) ? "Too quiet to be measured"
            : double.IsNaN(gain) ? $"Perhaps left as it is, {Figures.Level(missing)} dB softer than other music; not known"
            : gain <= -AudibleDb ? $"Turned down by {Figures.Level(-gain)} dB"
            : missing < AudibleDb ? "Left as it is"
            : gain >= missing - AudibleDb ? $"Raised by {Figures.Level(gain)} dB"
            : gain >= AudibleDb ? $"Raised by {Figures.Level(gain)} dB, as far as its peaks allow; {Figures.Level(missing - gain)} dB softer than other music"
            : $"Left as it is, {Figures.Level(missing)} dB softer than other music";
    }

    private static string Unbroken(string words) => Figures.Sentence(words).TrimEnd('.');

    /// <summary>November 2026.</summary>
    private static string Month() =>
        DateOnly.ParseExact(DeliveryTargets.AsOf + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("MMMM yyyy", CultureInfo.InvariantCulture);
}
