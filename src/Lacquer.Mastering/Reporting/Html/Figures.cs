using System.Globalization;
using System.Text.RegularExpressions;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>Numbers, times and sentences as a reader of the page expects them.</summary>
internal static partial class Figures
{
    private const string Seconds = "\u00A0s";

    /// <summary>A number with a true minus sign; <c>none</c> when it does not exist.</summary>
    public static string Number(double value, string format)
    {
        if (!double.IsFinite(value))
        {
            return "none";
        }

        string digits = Math.Abs(value).ToString(format, CultureInfo.InvariantCulture);
        return value < 0 && digits.AsSpan().ContainsAnyInRange('1', '9') ? "−" + digits : digits;
    }

    /// <summary>A change with its sign; <c>none</c> when it does not exist.</summary>
    public static string Signed(double value) => double.IsFinite(value) ? Words.Signed(value) : "none";

    /// <summary>A loudness, a level: one decimal.</summary>
    public static string Level(double value) => Number(value, "0.0");

    /// <summary>Two numbers become one change; nothing when either does not exist.</summary>
    public static double Change(double before, double after) =>
        double.IsFinite(before) && double.IsFinite(after) ? after - before : double.NaN;

    /// <summary>A place in a track: 3:07, in an hour and more 1:03:07, in a few seconds 2.5 s.</summary>
    /// <param name="seconds">The place.</param>
    /// <param name="durationSeconds">Length of the track: all places of one are written alike.</param>
    public static string Time(double seconds, double durationSeconds)
    {
        if (durationSeconds < Charts.NiceTicks.LeastClockSeconds)
        {
            return seconds.ToString("0.00", CultureInfo.InvariantCulture) + Seconds;
        }

        int whole = (int)Math.Round(seconds);
        return durationSeconds < 3_600
            ? string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole / 3_600}:{whole / 60 % 60:00}:{whole % 60:00}");
    }

    /// <summary>A stretch of a track.</summary>
    public static string Times(double from, double to, double durationSeconds)
    {
        const double edgeSeconds = 0.5; // what nobody would call a part of a song
        if (durationSeconds > 2 * edgeSeconds && from < edgeSeconds && to > durationSeconds - edgeSeconds)
        {
            return "whole track";
        }

        (string start, string end) = (Time(from, durationSeconds), Time(Math.Min(to, durationSeconds), durationSeconds));
        return start == end ? start : $"{start.Replace(Seconds, "", StringComparison.Ordinal)}–{end}";
    }

    /// <summary>22 November 2026.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>44.1 kHz.</summary>
    public static string Rate(int hz) => $"{(hz / 1_000.0).ToString("0.###", CultureInfo.InvariantCulture)} kHz";

    /// <summary>Things in a row: a, b and c.</summary>
    public static string List(IReadOnlyList<string> things) =>
        things.Count < 2 ? string.Concat(things) : $"{string.Join(", ", things.SkipLast(1))} and {things[^1]}";

    /// <summary>A thought as a sentence: a capital letter, a full stop, true minus signs.</summary>
    public static string Sentence(string thought)
    {
        string text = SpaceBeforeUnit().Replace(NegativeZero().Replace(HyphenAsMinus().Replace(thought.Trim(), "−"), "0.0"), "\u00A0");
        if (text.Length == 0)
        {
            return text;
        }

        string end = text[^1] is '.' or '!' or '?' or '…' ? "" : ".";
        // A parameter's name such as midWidthDb keeps its letters.
        bool isName = text.TakeWhile(c => c != ' ').Skip(1).Any(char.IsUpper);
        return (isName ? text[..1] : text[..1].ToUpperInvariant()) + text[1..] + end;
    }

    [GeneratedRegex(@"(?<![\w.−-]|--\w+ )-(?=\d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex HyphenAsMinus();

    [GeneratedRegex(@"−0\.0(?!\d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NegativeZero();

    /// <summary>A number and its unit stay in one line.</summary>
    [GeneratedRegex(@"(?<=\d) (?=(dB|dBTP|dBFS|LU|LUFS|Hz|kHz|ms|s|%)\b|%)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex SpaceBeforeUnit();
}
