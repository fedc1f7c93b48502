namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Joins numbers, units and the small words around them to amounts, frequencies and stretches of time.</summary>
internal static class NoteMeasures
{
    private const double LowestHz = 20;
    private const double HighestHz = 20_000;

    private static readonly string[] Below = ["under", "below"];
    private static readonly string[] Above = ["above", "over", "beyond"];
    private static readonly string[] Until = ["until", "till", "before"];
    private static readonly string[] From = ["after", "from", "since"];
    private static readonly string[] Joining = ["to", "until", "till"];

    /// <summary>The words with measures in place of bare numbers.</summary>
    public static IReadOnlyList<NoteWord> Join(IReadOnlyList<NoteWord> words)
    {
        var joined = new List<NoteWord>(words.Count);
        for (int i = 0; i < words.Count; i++)
        {
            NoteWord word = words[i];
            if (word is { Kind: NoteWordKind.Filler, Text: "a" or "another" } && Next(words, i) is { Kind: NoteWordKind.Filler, Text: "db" or "decibel" } one)
            {
                joined.Add(new NoteWord { Kind = NoteWordKind.Amount, Text = "1 dB", Value = 1, Unit = "db", Start = word.Start, End = one.End });
                i++;
                continue;
            }

            if (word.Kind is not (NoteWordKind.Number or NoteWordKind.Clock))
            {
                joined.Add(word);
                continue;
            }

            NoteWord? before = joined.Count > 0 ? joined[^1] : null;
            if (word.Kind == NoteWordKind.Number && word.Unit.Length == 0 && Next(words, i) is { Kind: NoteWordKind.Filler, Text: "db" or "hz" or "decibel" or "decibels" } unit)
            {
                word = word with { Unit = unit.Text[0] == 'd' ? "db" : unit.Text, End = unit.End };
                i++;
            }

            if (RangeEnd(words, i, before) is { } end && Ends(words[end], word) is { } last)
            {
                joined.Add(Range(word, last));
                i = end;
                continue;
            }

            if (Onward(words, i) is { } onward && Single(word, onward) is { Kind: NoteWordKind.Frequency } open)
            {
                joined.Add(open with { End = onward.End });
                i += 2;
                continue;
            }

            joined.Add(Single(word, before));
        }

        return joined;
    }

    private static NoteWord? Next(IReadOnlyList<NoteWord> words, int i) => i + 1 < words.Count ? words[i + 1] : null;

    /// <summary>100 Hz and below; 8 kHz and up.</summary>
    private static NoteWord? Onward(IReadOnlyList<NoteWord> words, int i) =>
        Next(words, i) is not { Kind: NoteWordKind.And } || i + 2 >= words.Count ? null
        : words[i + 2] switch
        {
            var word when word is { Kind: NoteWordKind.Down, Text: "down" or "lower" } or { Kind: NoteWordKind.Filler, Text: "below" or "under" } => word with { Kind = NoteWordKind.Filler, Text = "below" },
            var word when word is { Kind: NoteWordKind.Up, Text: "up" } or { Kind: NoteWordKind.Filler, Text: "above" or "beyond" } => word with { Kind = NoteWordKind.Filler, Text = "above" },
            _ => null,
        };

    /// <summary>Where a range that starts here has its upper end.</summary>
    private static int? RangeEnd(IReadOnlyList<NoteWord> words, int i, NoteWord? before)
    {
        bool joins = Next(words, i) is { } next
            && (next.Kind == NoteWordKind.Dash
                || (next.Kind == NoteWordKind.Filler && Joining.Contains(next.Text))
                || (next.Kind == NoteWordKind.And && before is { Text: "between" }));
        return joins && i + 2 < words.Count && words[i + 2].Kind is NoteWordKind.Number or NoteWordKind.Clock ? i + 2 : null;
    }

    /// <summary>The upper end when both are of one kind, the lower one without a unit taking the other's.</summary>
    private static NoteWord? Ends(NoteWord last, NoteWord first)
    {
        bool clocks = first.Kind == NoteWordKind.Clock && last.Kind == NoteWordKind.Clock;
        bool seconds = first.Kind == NoteWordKind.Number && last.Unit == "s" && first.Unit is "" or "s";
        bool hertz = first.Kind == NoteWordKind.Number && last.Kind == NoteWordKind.Number
            && (last.Unit == "hz" || (last.Unit.Length == 0 && last.Value >= LowestHz)) && first.Unit is "" or "hz";
        return clocks || seconds || hertz ? last : null;
    }

    private static NoteWord Range(NoteWord first, NoteWord last)
    {
        if (last.Unit == "s" || last.Kind == NoteWordKind.Clock)
        {
            return Stretch(first.Value, last.Value, first.Start, last.End, $"{first.Text} to {last.Text}");
        }

        // In "3-5 kHz" both are thousands.
        bool thousands = first.Unit.Length == 0 && first.Value < LowestHz && last.Value >= 1_000;
        double low = first.Value * (thousands ? 1_000 : 1);
        return Hertz(Math.Min(low, last.Value), Math.Max(low, last.Value), first.Start, last.End);
    }

    private static NoteWord Single(NoteWord word, NoteWord? before)
    {
        string preposition = before is { Kind: NoteWordKind.Filler } ? before.Text : "";
        if (word.Kind == NoteWordKind.Clock || word.Unit == "s")
        {
            return before is { Kind: NoteWordKind.Ordinal, Value: 1 } ? Stretch(null, word.Value, before.Start, word.End, word.Text)
                : before is { Kind: NoteWordKind.Ordinal, Value: -1 } ? Stretch(-word.Value, null, before.Start, word.End, word.Text)
                : Until.Contains(preposition) ? Stretch(null, word.Value, word.Start, word.End, word.Text)
                : From.Contains(preposition) ? Stretch(word.Value, null, word.Start, word.End, word.Text)
                : Moment(word);
        }

        bool bare = word.Unit.Length == 0 && !word.IsSigned;
        bool hertz = word.Unit == "hz" || (bare && word.Value >= LowestHz && preposition != "by");
        return hertz ? Below.Contains(preposition) ? Hertz(LowestHz, word.Value, word.Start, word.End)
                : Above.Contains(preposition) ? Hertz(word.Value, HighestHz, word.Start, word.End)
                : Hertz(word.Value, word.Value, word.Start, word.End)
            : word.Unit switch
            {
                "lufs" => word with { Kind = NoteWordKind.Lufs },
                "dbtp" => word with { Kind = NoteWordKind.Dbtp },
                "%" => word with { Kind = NoteWordKind.Percent },
                "db" => word with { Kind = NoteWordKind.Amount },
                _ when word.IsSigned || preposition == "by" => word with { Kind = NoteWordKind.Amount },
                _ when word.Text.All(char.IsLetter) => word with { Kind = NoteWordKind.Filler }, // this one
                _ => word,
            };
    }

    private static NoteWord Hertz(double low, double high, int start, int end) =>
        new() { Kind = NoteWordKind.Frequency, Text = low == high ? Words.Frequency(low) : $"{Words.Frequency(low)} to {Words.Frequency(high)}", Value = low, Upper = high, Start = start, End = end };

    private static NoteWord Moment(NoteWord word) =>
        word with { Kind = NoteWordKind.Section, Section = new NoteSection { Kind = NoteSectionKind.At, FromSeconds = word.Value } };

    /// <summary>A stretch of time; one that does not end after its start has no section.</summary>
    private static NoteWord Stretch(double? from, double? to, int start, int end, string text) => new()
    {
        Kind = NoteWordKind.Section,
        Text = text,
        Section = to <= from ? null : new NoteSection { Kind = NoteSectionKind.Times, FromSeconds = from, ToSeconds = to },
        Start = start,
        End = end,
    };
}
