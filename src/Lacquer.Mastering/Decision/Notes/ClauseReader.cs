namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Reads one clause: finds what it is about, then which way and how far.</summary>
internal sealed class ClauseReader(string text, NoteLexicon lexicon)
{
    private const double MostDb = 6;
    private const double LowestHz = 20;
    private const double MostMonoHz = 300; // range of image.monoBelowHz

    private static readonly string[] FilterWords = ["roll off", "rolloff", "filter out", "filter", "cut", "remove", "get rid of"];
    private static readonly NoteAspect[] WholeOnly = [NoteAspect.Punch, NoteAspect.Compression, NoteAspect.Limiting, NoteAspect.Saturation];

    /// <summary>Reads the words of a clause.</summary>
    /// <param name="clause">Its words.</param>
    /// <param name="previous">The clause before, for lists that go on: more bass and treble.</param>
    public NoteClause Read(IReadOnlyList<NoteWord> clause, NoteClause? previous)
    {
        var words = new ClauseWords(ClauseVerbs.Read(clause), text);
        NoteClause read = Judge(words, previous);
        return read with { Section = words.Section, Subject = words.Subject };
    }

    private NoteClause Judge(ClauseWords words, NoteClause? previous)
    {
        if (words.Has(NoteWordKind.Unknown))
        {
            return Ask(NoteAnswers.Unknown(string.Join(' ', words.All(NoteWordKind.Unknown).Select(word => word.Text))));
        }

        if (Array.Find(words.All(NoteWordKind.Section), word => word.Section is null) is { } impossible)
        {
            return Refuse(NoteAnswers.Times(impossible.Text));
        }

        return ReadBack(words)
            ?? ClauseAlone.Read(words)
            ?? ReadValue(words)
            ?? ReadInstrument(words)
            ?? (words.First(NoteWordKind.Effect) is { } effect ? Refuse(NoteAnswers.Effect(effect)) : null)
            ?? ReadVague(words)
            ?? ReadRange(words)
            ?? ReadHeads(words, previous)
            ?? ReadRest(words);
    }

    /// <summary>Back to the version before: of all of it, since a version is one whole.</summary>
    private NoteClause? ReadBack(ClauseWords words) =>
        !words.Has(NoteWordKind.Undo) ? null
        : words.Heads.FirstOrDefault() is { } head ? Ask(NoteAnswers.UndoPart(words.Phrase, words.Section, Wish(words, head), head.Aspect!.More, head.Aspect.Less))
        : new NoteClause { GoesBack = !words.Has(NoteWordKind.Dont) && !words.Has(NoteWordKind.Not) };

    /// <summary>Values to set: LUFS, a platform, a ceiling, a high-pass.</summary>
    private NoteClause? ReadValue(ClauseWords words)
    {
        if (words.First(NoteWordKind.Lufs) is { } lufs)
        {
            double value = -Math.Abs(lufs.Value);
            return value is >= -30 and <= -5
                ? Set(words, NoteAspect.Loudness, value)
                : Refuse(NoteAnswers.OutOfRange($"{value:0.#} LUFS", "masters lie between -30 and -5 LUFS", "-14 LUFS", "-9 LUFS"));
        }

        if (words.First(NoteWordKind.Platform) is { } platform)
        {
            return Set(words, NoteAspect.Loudness, platform.Value);
        }

        if (words.Of(NoteAspect.Ceiling) is not null || words.Has(NoteWordKind.Dbtp))
        {
            NoteWord? value = words.First(NoteWordKind.Dbtp) ?? words.First(NoteWordKind.Amount);
            return value is null ? words.Has(NoteWordKind.Keep) || words.Has(NoteWordKind.Dont) ? One(words, NoteAspect.Ceiling, NoteDirection.Keep)
                    : Ask(NoteAnswers.Vague(lexicon.Find(NoteAspect.Ceiling)!, words.Phrase, null, "ceiling at -1.5 dB", "ceiling at -2 dB"))
                : value.Value is > 0 or < -12 ? Refuse(NoteAnswers.OutOfRange($"{value.Value:0.#} dB", "a ceiling lies between -12 and 0 dBTP", "ceiling at -1 dB", "ceiling at -2 dB"))
                : Set(words, NoteAspect.Ceiling, value.Value);
        }

        if (words.First(NoteWordKind.Frequency) is { } range)
        {
            bool below = range.Value < range.Upper;
            bool filters = words.Has(NoteWordKind.HighPass)
                || (below && range.Value <= 20 && words.All(NoteWordKind.Less).Any(word => FilterWords.Contains(word.Text))
                    && (words.Has(NoteWordKind.Everything) || !words.Heads.Any()));
            bool asked = !words.Has(NoteWordKind.Dont) && !words.Has(NoteWordKind.Not) && !words.Has(NoteWordKind.Amount) && words.Degree is null;
            return !filters || !asked ? null
                : range.Upper is >= 10 and <= 60 ? Set(words, NoteAspect.HighPass, range.Upper)
                : Refuse(NoteAnswers.HighPass(range.Upper));
        }

        return words.Has(NoteWordKind.HighPass) ? Ask(NoteAnswers.What(words.Phrase, "", null, "high pass at 30 Hz", "less low end")) : null;
    }

    private NoteClause? ReadInstrument(ClauseWords words)
    {
        if (words.First(NoteWordKind.Instrument) is not { } instrument)
        {
            return null;
        }

        NoteWord? quality = words.Heads.FirstOrDefault(head => head.Kind == NoteWordKind.Quality);
        NoteDirection? way = quality is null ? NoteDirections.OfNoun(words, instrument with { IsFault = false }) : NoteDirections.OfQuality(words, quality);
        if (way == NoteDirection.Keep)
        {
            // What lies nearest to it is left alone.
            NoteAspect nearest = quality is { Aspect.Aspect: not NoteAspect.Loudness } ? quality.Aspect.Aspect : NoteReader.Read(instrument.Choices[0]).Moves[0].Aspect;
            return One(words, nearest, NoteDirection.Keep);
        }

        bool muted = words.First(NoteWordKind.Effect) is { Text: "editing" };
        IEnumerable<string> choices = quality is { Aspect.Aspect: not NoteAspect.Loudness } && way is { } tone
            ? [tone == NoteDirection.More ? quality.Aspect.More : quality.Aspect.Less]
            : way switch
            {
                NoteDirection.More => [instrument.Choices[0]],
                NoteDirection.Less => [instrument.Choices[1]],
                _ => muted ? [instrument.Choices[1]] : instrument.Choices,
            };
        return Refuse(NoteAnswers.Instrument(instrument, words.Section, choices));
    }

    private NoteClause? ReadVague(ClauseWords words)
    {
        if (words.First(NoteWordKind.Vague) is not { } vague || words.Has(NoteWordKind.Lufs))
        {
            return null;
        }

        if (words.Leaves && !words.Has(NoteWordKind.Not))
        {
            return One(words, NoteAspect.Everything, NoteDirection.Keep);
        }

        NoteWord? noun = words.Heads.FirstOrDefault(head => head.Kind == NoteWordKind.Noun && head.Aspect!.ToHz > 0 && !head.IsFault);
        int sign = vague.Text switch { "softer" => -1, "bigger" or "heavier" => 1, _ => 0 };
        if (noun is not null && sign != 0)
        {
            return One(words, noun.Aspect!.Aspect, sign > 0 ? NoteDirection.More : NoteDirection.Less);
        }

        if (vague.Text == "softer" && words.Section is not null && !words.Heads.Any())
        {
            return One(words, NoteAspect.Loudness, NoteDirection.Less);
        }

        // A vague word beside a clear one: better with more bass.
        return words.Heads.Any(head => head.Kind != NoteWordKind.Noun) && words.Has(NoteWordKind.Copula)
            ? null
            : Ask(NoteAnswers.Vague(vague, words.Section));
    }

    /// <summary>A range in Hz.</summary>
    private NoteClause? ReadRange(ClauseWords words)
    {
        if (words.First(NoteWordKind.Frequency) is not { } range)
        {
            return null;
        }

        if (range.Value < 20 || range.Upper > 20_000)
        {
            return Refuse(NoteAnswers.OutOfRange(range.Text, "music is heard from 20 Hz to 20 kHz", "more at 40 Hz", "more at 16 kHz"));
        }

        NoteWord? head = words.Heads.FirstOrDefault();
        if (range.Value <= LowestHz && words.Heads.Any(word => word.Aspect!.Aspect == NoteAspect.MonoBass || word.Text == "mono") && !words.Has(NoteWordKind.Not) && !words.Has(NoteWordKind.Dont))
        {
            return range.Upper <= MostMonoHz
                ? Ranged(One(words, NoteAspect.MonoBass, NoteDirection.More), range)
                : Refuse(NoteAnswers.OutOfRange(range.Text, $"the lows are folded to mono up to {MostMonoHz:0} Hz", "mono below 120 Hz", "narrower"));
        }

        NoteDirection? way = head switch
        {
            { Kind: NoteWordKind.Quality, Aspect.Aspect: NoteAspect.Loudness } or { Kind: NoteWordKind.Quality, IsFault: true } => NoteDirections.OfQuality(words, head),
            { IsFault: true } => NoteDirections.OfNoun(words, head),
            _ => NoteDirections.OfNoun(words, range),
        };
        NoteClause? clause = Way(words, null, NoteAspect.Frequency, way ?? Signed(words));
        return clause is null
            ? Ask(NoteAnswers.What(words.Phrase, "", words.Section, $"more at {range.Value:0} Hz", $"less at {range.Value:0} Hz"))
            : Ranged(clause, range);
    }

    private static NoteClause Ranged(NoteClause clause, NoteWord range) =>
        clause with { Moves = [.. clause.Moves.Select(move => move with { FromHz = range.Value, ToHz = range.Upper })] };

    private NoteClause? ReadHeads(ClauseWords words, NoteClause? previous)
    {
        NoteWord[] heads = [.. words.Heads];
        if (heads.Length == 0)
        {
            return null;
        }

        NoteWord? voice = words.Of(NoteAspect.Vocals);
        NoteWord[] others = [.. heads.Where(head => head.Aspect!.Aspect != NoteAspect.Vocals)];
        NoteWord? loudness = words.Of(NoteAspect.Loudness);
        NoteWord[] toned = [.. heads.Where(head => head.Aspect!.Aspect != NoteAspect.Loudness)];
        if (loudness is not null && toned.Length > 0)
        {
            // Louder bass: the bass goes up, not the whole.
            NoteDirection? way = loudness.Kind switch
            {
                NoteWordKind.Quality => NoteDirections.OfQuality(words, loudness),
                NoteWordKind.Act => NoteDirections.OfAct(words, loudness),
                _ => NoteDirections.OfNoun(words, loudness),
            };
            return Way(words, toned[0], toned[0].Aspect!.Aspect, way);
        }

        if (voice is not null && others.Length > 0)
        {
            return ReadVoice(words, others[0]);
        }

        NoteWord head = Array.Find(heads, word => word.Kind == NoteWordKind.Noun && word.IsFault)
            ?? Array.Find(heads, word => word.Kind != NoteWordKind.Noun)
            ?? heads[0];
        NoteWord? other = Array.Find(heads, word => word.Aspect != head.Aspect);
        return ReadPair(words, head, other) ?? ReadHead(words, head, previous);
    }

    /// <summary>The voice and something else: a colour for the middle, or what only a track of its own could get.</summary>
    private NoteClause? ReadVoice(ClauseWords words, NoteWord head)
    {
        NoteAspect aspect = head.Aspect!.Aspect;
        if (aspect == NoteAspect.Sibilance || aspect == NoteAspect.Resonance)
        {
            return ReadHead(words, head, null);
        }

        if (head.Aspect.ToHz > 0)
        {
            NoteClause? clause = ReadHead(words, head, null);
            return clause is null ? null : clause with { Moves = [.. clause.Moves.Select(move => move with { Target = NoteTarget.Middle })] };
        }

        return Refuse(NoteAnswers.VoiceAlone(head.Aspect.Noun, words.Section, head.Aspect.More, "vocals forward", "vocals back"));
    }

    /// <summary>Two aspects in one clause.</summary>
    private NoteClause? ReadPair(ClauseWords words, NoteWord head, NoteWord? other)
    {
        if (other is null)
        {
            return null;
        }

        (NoteWord width, NoteWord range) = head.Aspect!.Aspect == NoteAspect.Width ? (head, other) : (other, head);
        if (width.Aspect!.Aspect == NoteAspect.Width && range.Aspect!.ToHz > 0)
        {
            NoteDirection? way = Direct(words, width);
            if (range.Aspect.ToHz <= 160)
            {
                return way == NoteDirection.Less ? One(words, NoteAspect.MonoBass, NoteDirection.More)
                    : way == NoteDirection.Keep ? One(words, NoteAspect.Width, NoteDirection.Keep)
                    : Refuse(NoteAnswers.WideBass(range.Aspect, words.Section));
            }

            NoteClause? clause = Way(words, width, NoteAspect.Width, way);
            NoteTarget target = range.Aspect.FromHz >= 2_000 ? NoteTarget.Highs : NoteTarget.Whole;
            return clause is null ? null : clause with { Moves = [.. clause.Moves.Select(move => move with { Target = target })] };
        }

        bool apart = WholeOnly.Contains(head.Aspect.Aspect) != WholeOnly.Contains(other.Aspect!.Aspect);
        return apart ? Ask(NoteAnswers.What(words.Phrase, words.Phrase, words.Section, Wish(words, head), Wish(words, other))) : null;
    }

    private static string Wish(ClauseWords words, NoteWord head) => Direct(words, head) == NoteDirection.Less ? head.Aspect!.Less : head.Aspect!.More;

    private NoteClause? ReadHead(ClauseWords words, NoteWord head, NoteClause? previous)
    {
        NoteDirection? way = Direct(words, head);
        bool noun = head.Kind == NoteWordKind.Noun;
        bool bare = noun && way is null && words.Direction == 0 && !words.Has(NoteWordKind.NoMore) && !words.Has(NoteWordKind.Copula) && !words.Has(NoteWordKind.Not);
        if (bare && previous is { CanBeContinued: true } && previous.Moves.Count > 0)
        {
            NoteMove last = previous.Moves[^1];
            return One(words, head.Aspect!.Aspect, last.Direction, last.Degree) with { CanBeContinued = true };
        }

        NoteClause? clause = Way(words, head, head.Aspect!.Aspect, way ?? (noun ? Signed(words) : null));
        return clause is null ? null : clause with { CanBeContinued = noun && way is not null };
    }

    private static NoteDirection? Direct(ClauseWords words, NoteWord head) => head.Kind switch
    {
        NoteWordKind.Quality => NoteDirections.OfQuality(words, head),
        NoteWordKind.Act => NoteDirections.OfAct(words, head),
        _ => NoteDirections.OfNoun(words, head),
    };

    /// <summary>No aspect is named: a section that goes up or down, praise, or nothing to hold on to.</summary>
    private NoteClause ReadRest(ClauseWords words)
    {
        if (words.First(NoteWordKind.Target) is { } place && words.Direction != 0 && !words.Has(NoteWordKind.Keep))
        {
            bool wider = words.Direction > 0 == (place.Text == "sides");
            return One(words, NoteAspect.Width, wider ? NoteDirection.More : NoteDirection.Less);
        }

        // More bass, but not in the intro; except in the intro; without the intro.
        bool spares = words.Section is not null && words.Direction == 0 && !words.Has(NoteWordKind.Too) && !words.Has(NoteWordKind.Amount)
            && (words.Leaves || words.Has(NoteWordKind.Not));
        if (spares || (words.Has(NoteWordKind.Keep) && !words.Has(NoteWordKind.Not) && !words.Has(NoteWordKind.Target)))
        {
            return One(words, NoteAspect.Everything, NoteDirection.Keep);
        }

        bool level = words.Section is not null && (words.MovesLevel || Signed(words) is not null);
        if (level || (words.Has(NoteWordKind.Amount) && words.MovesLevel))
        {
            bool negated = words.Has(NoteWordKind.Dont) || words.Has(NoteWordKind.Not);
            NoteDirection way = words.Direction > 0 ? NoteDirection.More : words.Direction < 0 ? NoteDirection.Less : Signed(words) ?? NoteDirection.Keep;
            return Way(words, null, NoteAspect.Loudness, negated ? NoteDirection.Keep : way)!;
        }

        bool means = words.Subject.Length > 0;
        return words.Section is not null && !words.Has(NoteWordKind.Everything) && words.Direction == 0 && !words.Has(NoteWordKind.Too) && !words.Has(NoteWordKind.Amount)
                && !words.Has(NoteWordKind.HighState) && !words.Has(NoteWordKind.LowState) && !words.Has(NoteWordKind.Not) && !words.Has(NoteWordKind.Dont)
            ? new NoteClause { IsOnlySection = true }
            : words.Has(NoteWordKind.DegreeForAll) || (!means && words.Degree is not null)
                ? new NoteClause { DegreeForAll = words.Has(NoteWordKind.DegreeForAll) ? 0.6 : words.Degree }
            : means ? Ask(NoteAnswers.What(words.Phrase, words.Subject, words.Section))
            : new NoteClause();
    }

    /// <summary>A signed amount is a direction.</summary>
    private static NoteDirection? Signed(ClauseWords words) =>
        words.First(NoteWordKind.Amount) is { IsSigned: true } amount ? amount.Value < 0 ? NoteDirection.Less : NoteDirection.More : null;

    /// <summary>A move with its amount, or why it cannot be one.</summary>
    private NoteClause? Way(ClauseWords words, NoteWord? head, NoteAspect aspect, NoteDirection? way)
    {
        AspectEntry? entry = lexicon.Find(aspect);
        if (way is null)
        {
            return head is null ? null : Ask(NoteAnswers.Direction(head.Aspect!, words.Phrase, words.Section));
        }

        if (entry is not null && words.Has(NoteWordKind.Percent))
        {
            return Ask(NoteAnswers.Amount(entry, words.Phrase, way == NoteDirection.Less ? -1 : 1, words.Section));
        }

        if (way is NoteDirection.More or NoteDirection.Less && words.First(NoteWordKind.Amount) is { } amount)
        {
            double db = Math.Abs(amount.Value);
            string instead = aspect == NoteAspect.Frequency ? $"{(way == NoteDirection.More ? "more" : "less")} at {words.First(NoteWordKind.Frequency)!.Value:0} Hz"
                : way == NoteDirection.More ? entry!.More : entry!.Less;
            return aspect is NoteAspect.Punch or NoteAspect.MonoBass ? Ask(NoteAnswers.Amount(entry!, words.Phrase, way == NoteDirection.Less ? -1 : 1, words.Section))
                : db is < 0.1 or > MostDb ? Refuse(NoteAnswers.TooMuch(db, MostDb, instead, words.Section))
                : One(words, aspect, way.Value, amountDb: db);
        }

        return Odd(words, aspect, way.Value) ?? One(words, aspect, way.Value);
    }

    /// <summary>Wishes that only sound like moves.</summary>
    private NoteClause? Odd(ClauseWords words, NoteAspect aspect, NoteDirection way) => (aspect, way) switch
    {
        (NoteAspect.Limiting, NoteDirection.More) => Ask(NoteAnswers.Vague(lexicon.Find(aspect)!, words.Phrase, words.Section, "louder", "more compression")),
        (NoteAspect.Sibilance or NoteAspect.Resonance, NoteDirection.More) => Ask(NoteAnswers.Vague(lexicon.Find(aspect)!, words.Phrase, words.Section, "brighter", "more air")),
        (NoteAspect.MonoBass, NoteDirection.Less) => Refuse(NoteAnswers.WideBass(lexicon.Find(NoteAspect.Bass)!, words.Section)),
        (NoteAspect.HighPass, NoteDirection.More) => Ask(NoteAnswers.Vague(lexicon.Find(aspect)!, words.Phrase, words.Section, "more sub", "more low end")),
        (NoteAspect.HighPass, NoteDirection.Less) => Set(words, aspect, 30),
        _ => null,
    };

    private static NoteClause One(ClauseWords words, NoteAspect aspect, NoteDirection way, double? degree = null, double? amountDb = null) => new()
    {
        Moves =
        [
            new NoteMove
            {
                Aspect = aspect,
                Direction = way,
                Degree = way is NoteDirection.Keep or NoteDirection.Set || amountDb is not null ? 1 : words.Degree ?? degree ?? 1,
                Amount = amountDb,
                Target = aspect != NoteAspect.Width && words.First(NoteWordKind.Target) is { } place ? place.Text == "sides" ? NoteTarget.Sides : NoteTarget.Middle : NoteTarget.Whole,
                Section = words.Section,
                Phrase = words.Phrase,
            },
        ],
    };

    private static NoteClause Set(ClauseWords words, NoteAspect aspect, double value)
    {
        NoteClause clause = One(words, aspect, NoteDirection.Set);
        return clause with { Moves = [clause.Moves[0] with { Amount = value }] };
    }

    private static NoteClause Ask(NoteQuestion question) => new() { Questions = [question] };

    private static NoteClause Refuse(NoteRefusal refusal) => new() { Refusals = [refusal] };
}
