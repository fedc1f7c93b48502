using System.Globalization;
using System.Text;

namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>The measured part of docs/findings.md.</summary>
public static class FindingMarkdown
{
    private const int MostOthers = 4;

    /// <summary>What goes between the page's marks.</summary>
    public static string Write(FindingReport report)
    {
        var page = new StringBuilder();
        Intro(page, report);
        Faults(page, "### Faults that are beyond dispute", [.. report.Faults.Where(fault => !fault.IsTaste)]);
        Faults(page, "### What music also does on purpose", [.. report.Faults.Where(fault => fault.IsTaste)]);
        Line(page, "What was planted here is certain; what the music was like before is not: a bell of 12 dB makes thin music full and full music muddy, and a chorus may enter like a slipped fader. So neither number says how often an engineer would agree, and the thresholds are set for few false alarms rather than for recall.\n");
        Others(page, report.Faults);
        Unspoilt(page, report);
        return page.ToString();
    }

    private static void Intro(StringBuilder page, FindingReport report)
    {
        Line(page, $"{report.Request.Date:yyyy-MM-dd}, split `{report.Request.Split}`: {report.Songs} tracks of {report.Packages} packages, seed {report.Request.Seed}. "
            + (report.Missing.Count == 0 ? "No track is missing.\n" : $"{report.Missing.Count} tracks could not be used.\n"));
        Line(page, $"Each fault is planted into {Bed.Seconds:0} s of every track's loudest part, which has first been given headroom, equal channels, no offset and faded ends; for hum and hiss, "
            + "three pauses as well; for lossy and upsampled sources it is played half as fast again, so that the edge of the collection's own coder lies beyond what the file holds. "
            + "Smaller sizes go into a part of the tracks. *Recall*: share of the planted places that a finding of that code covers. *Precision*: share of right answers among the "
            + "excerpts in which the code is found, with as many unspoilt as spoilt ones; a finding at a place where nothing was planted counts as wrong. "
            + "*False alarms*: unspoilt excerpts, prepared alike, in which the code is found.\n");
        Line(page, "What is planted must be a fault, by the same rule for every detector. A click counts where it can be heard: in one octave from 500 Hz to 8 kHz its energy within 10 ms stands 6 dB above the most "
            + "that the music has there in 10 ms, from 20 ms before it to its end. A hole falls where the music plays, within 20 dB of its mean level. A part cancels in mono where it lies within 15 LU of the whole "
            + "and music that cancels by itself is left out. Sides cover a middle that holds 0.3 % of the power from 1 to 4 kHz. A limiter must reach the size that it is named after, by its samples.\n");
    }

    private static void Faults(StringBuilder page, string title, IReadOnlyList<FindingResult> faults)
    {
        Line(page, title + "\n");
        bool taste = faults.All(fault => fault.IsTaste);
        Line(page, taste ? "The first size of each is the largest that is tried, more than an engineer would need to hear.\n" : "The first size of each is one that an engineer would send back.\n");
        Line(page, "| code | planted | size | recall | precision | places found | false alarms |\n|---|---|---|---|---|---|---|");
        foreach (FindingResult fault in faults)
        {
            for (int s = 0; s < fault.Sizes.Count; s++)
            {
                FindingScore score = fault.Sizes[s];
                string name = s == 0 ? $"`{fault.Code}` | {fault.What}" : " | ";
                string alarms = s == 0 ? $"{score.FalseAlarms} of {score.Unspoilt}" : "";
                Line(page, $"| {name} | {score.Size} | {Share(score.Recall)} | {Share(score.Precision)} | {score.Found} of {score.Places} | {alarms} |");
            }
        }

        Line(page, "");
    }

    private static void Others(StringBuilder page, IReadOnlyList<FindingResult> faults)
    {
        Line(page, "### What else a fault brings along\n");
        Line(page, "Other codes that appear with the first size, and in how many excerpts: mostly the same fault seen from another side.\n");
        Line(page, "| planted | also found |\n|---|---|");
        foreach (FindingResult fault in faults.Where(fault => fault.Others.Values.Any(count => 10 * count >= fault.Sizes[0].Excerpts)))
        {
            IEnumerable<string> others = fault.Others.Where(other => 10 * other.Value >= fault.Sizes[0].Excerpts).Take(MostOthers).Select(other => $"`{other.Key}` {other.Value}");
            Line(page, $"| `{fault.Code}` ({fault.Sizes[0].Excerpts}) | {string.Join(", ", others)} |");
        }

        Line(page, "");
    }

    private static void Unspoilt(StringBuilder page, FindingReport report)
    {
        Line(page, "### On music that nobody has spoilt\n");
        Line(page, "Whole tracks in which a code is found, as they come. All masters here are coded with Vorbis, so `lossySource` is true of every one.\n");
        List<UnspoiltCount> groups = [Together("all masters", report.Masters), .. report.Masters];
        if (report.Mixes is { } mixes)
        {
            groups.Insert(0, mixes);
        }

        Line(page, $"| code | {string.Join(" | ", groups.Select(group => $"{group.Group} ({group.Tracks})"))} |");
        Line(page, $"|---|{string.Concat(Enumerable.Repeat("---|", groups.Count))}");
        foreach (string code in groups.SelectMany(group => group.Codes.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            Line(page, $"| `{code}` | {string.Join(" | ", groups.Select(group => group.Codes.TryGetValue(code, out int count) ? $"{count}" : ""))} |");
        }
    }

    private static UnspoiltCount Together(string name, IReadOnlyList<UnspoiltCount> groups) => new()
    {
        Group = name,
        Tracks = groups.Sum(group => group.Tracks),
        Codes = groups.SelectMany(group => group.Codes).GroupBy(code => code.Key, StringComparer.Ordinal).ToDictionary(code => code.Key, code => code.Sum(pair => pair.Value), StringComparer.Ordinal),
    };

    private static string Share(double share) => double.IsNaN(share) ? "–" : share.ToString("0.00", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder page, string text) => page.Append(text).Append('\n');
}
