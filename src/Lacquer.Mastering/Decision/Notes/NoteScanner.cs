using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Cuts a note into words, numbers and breaks, and looks up the longest phrases of the lexicon.</summary>
internal sealed partial class NoteScanner(NoteLexicon lexicon)
{
    private const char LastLatin = '\u024F';

    private readonly List<NoteWord> _words = [];
    private readonly List<string> _corrections = [];
    private readonly List<(string Word, int Start, int End)> _run = []; // words in a row, not yet looked up
    private int _count;
    private int _foreign;

    /// <summary>The note's words.</summary>
    public static ScannedNote Scan(string text, NoteLexicon lexicon)
    {
        var scanner = new NoteScanner(lexicon);
        string plain = Plain(text);
        foreach (Match match in Pieces().Matches(plain))
        {
            scanner.Take(match);
        }

        scanner.LookUp();
        return new ScannedNote
        {
            Words = NoteMeasures.Join(scanner._words),
            Corrections = scanner._corrections,
            IsForeign = scanner._foreign > 0 && scanner._foreign * 2 >= scanner._count,
        };
    }

    [GeneratedRegex("""
        (?<clock>\d{1,3}:[0-5]\d(?:\.\d+)?)
        |(?<special>(?:808s?|3d|\d+(?:st|nd|rd|th))(?!\w))
        |(?<number>(?:(?<![\w.:])[+-])?\d+(?:[.,]\d+)?)(?:\s*(?<unit>dbtp|dbfs|decibels?|db|lufs|lu|khz|kilohertz|hertz|hz|k|percent|%|seconds?|secs?|minutes?|mins?|s)(?!\p{L}))?
        |(?<word>\p{L}+(?:'\p{L}+)*)
        |(?<stop>[.;!?\n]+)
        |(?<comma>[,:()\[\]/|])
        |(?<sign>[+&-])
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Pieces();

    [GeneratedRegex("(.)\\1{2,}")]
    private static partial Regex Stretched();

    /// <summary>Small letters, plain quotes and dashes, no accents; every character keeps its place.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            char lower = char.ToLowerInvariant(c);
            plain.Append(lower switch
            {
                '’' or '‘' or '´' or '`' => '\'',
                '−' or '–' or '—' => '-',
                'ä' or 'á' or 'à' or 'â' or 'å' or 'ã' or 'ą' => 'a',
                'é' or 'è' or 'ê' or 'ë' or 'ę' => 'e',
                'í' or 'ì' or 'î' or 'ï' or 'ı' => 'i',
                'ö' or 'ó' or 'ò' or 'ô' or 'õ' or 'ø' => 'o',
                'ü' or 'ú' or 'ù' or 'û' => 'u',
                'ñ' => 'n',
                'ç' or 'ć' => 'c',
                'ł' => 'l',
                'ś' or 'ş' => 's',
                _ => lower,
            });
        }

        return plain.ToString();
    }

    private void Take(Match match)
    {
        (int start, int end) = (match.Index, match.Index + match.Length);
        if (match.Groups["word"].Success)
        {
            _run.Add((match.Value.Replace("'", "", StringComparison.Ordinal), start, end));
            return;
        }

        // A hyphen between letters joins a word that the lexicon holds as two.
        if (match.Value == "-" && _run.Count > 0 && _run[^1].End == start)
        {
            return;
        }

        LookUp();
        if (match.Groups["clock"].Success)
        {
            string[] parts = match.Value.Split(':');
            double seconds = (60 * double.Parse(parts[0], CultureInfo.InvariantCulture)) + double.Parse(parts[1], CultureInfo.InvariantCulture);
            _words.Add(new NoteWord { Kind = NoteWordKind.Clock, Text = match.Value, Value = seconds, Start = start, End = end });
        }
        else if (match.Groups["special"].Success)
        {
            _words.Add((lexicon.Find(match.Value) ?? new NoteWord { Kind = NoteWordKind.Unknown, Text = match.Value }) with { Start = start, End = end });
        }
        else if (match.Groups["number"].Success)
        {
            _words.Add(Number(match) with { Start = start, End = end });
        }
        else
        {
            bool stops = match.Groups["stop"].Success;
            NoteWordKind kind = stops || match.Groups["comma"].Success ? NoteWordKind.Break
                : match.Value switch { "+" => NoteWordKind.Plus, "&" => NoteWordKind.And, _ => NoteWordKind.Dash };
            _words.Add(new NoteWord { Kind = kind, Text = match.Value, EndsSentence = stops, Start = start, End = end });
        }
    }

    private static NoteWord Number(Match match)
    {
        string digits = match.Groups["number"].Value;
        double value = double.Parse(digits.Replace(',', '.'), CultureInfo.InvariantCulture);
        string unit = match.Groups["unit"].Value;
        bool kilo = unit.StartsWith('k');
        bool minutes = unit.StartsWith("min", StringComparison.Ordinal);
        return new NoteWord
        {
            Kind = NoteWordKind.Number,
            Text = match.Value,
            Value = value * (kilo ? 1_000 : minutes ? 60 : 1),
            IsSigned = digits[0] is '+' or '-',
            Unit = unit switch
            {
                "" => kilo ? "hz" : "",
                "dbtp" or "dbfs" => "dbtp",
                "db" or "decibel" or "decibels" or "lu" => "db",
                "lufs" => "lufs",
                "%" or "percent" => "%",
                ['s', ..] or ['m', ..] => "s",
                _ => "hz",
            },
        };
    }

    /// <summary>Turns the words in a row into the longest phrases that the lexicon knows.</summary>
    private void LookUp()
    {
        (string Word, int Start, int End)[] run = [.. _run.Select(piece => (Corrected(piece.Word), piece.Start, piece.End))];
        _run.Clear();
        for (int i = 0; i < run.Length;)
        {
            int length = Math.Min(lexicon.LongestPhrase, run.Length - i);
            NoteWord? found = null;
            for (; length > 0 && found is null; length--)
            {
                found = lexicon.Find(string.Join(' ', run.Skip(i).Take(length).Select(piece => piece.Word)));
            }

            int taken = length + 1;
            _words.Add((found ?? new NoteWord { Kind = NoteWordKind.Unknown, Text = run[i].Word }) with { Start = run[i].Start, End = run[i + (found is null ? 1 : taken) - 1].End });
            i += found is null ? 1 : taken;
        }
    }

    private string Corrected(string word)
    {
        _count++;
        if (lexicon.Knows(word))
        {
            return word;
        }

        if (lexicon.IsForeign(word) || word.Any(c => c > LastLatin))
        {
            _foreign++;
            return word;
        }

        string once = Stretched().Replace(word, "$1");
        string twice = Stretched().Replace(word, "$1$1");
        string? meant = lexicon.Knows(once) ? once : lexicon.Knows(twice) ? twice : NoteSpelling.Nearest(once, lexicon);
        if (meant is null)
        {
            return word;
        }

        _corrections.Add($"{word} → {meant}");
        return meant;
    }
}
