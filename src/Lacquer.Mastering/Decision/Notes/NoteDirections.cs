namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Which way a clause wants an aspect to go. Null: it does not say.</summary>
internal static class NoteDirections
{
    /// <summary>Of a noun or of something with a range: the words around it decide.</summary>
    public static NoteDirection? OfNoun(ClauseWords words, NoteWord noun)
    {
        bool negated = words.Has(NoteWordKind.Dont) || words.Has(NoteWordKind.Not);
        int direction = words.Direction;
        if (words.Leaves || (words.Has(NoteWordKind.Dont) && direction == 0 && !noun.IsFault))
        {
            return words.Has(NoteWordKind.Not) ? null : NoteDirection.Keep;
        }

        if (words.Has(NoteWordKind.NoMore))
        {
            return noun.IsFault ? NoteDirection.Less : null;
        }

        if (words.Has(NoteWordKind.DegreeForAll))
        {
            return NoteDirection.Keep; // not too much bass
        }

        int state = words.Has(NoteWordKind.TooMuch) || words.Has(NoteWordKind.HighState) ? 1
            : words.Has(NoteWordKind.TooLittle) || words.Has(NoteWordKind.LowState) ? -1
            : 0;
        if (words.Has(NoteWordKind.Enough))
        {
            return negated ? From(noun.Sign) : NoteDirection.Keep;
        }

        if (state != 0)
        {
            return negated && state > 0 ? NoteDirection.Keep : From(-state * noun.Sign);
        }

        if (direction != 0)
        {
            return negated ? NoteDirection.Keep : From(direction * noun.Sign);
        }

        // A fault is a complaint; some of anything else, or that it lacks, is a wish.
        return noun.IsFault ? From(-noun.Sign)
            : words.Has(NoteWordKind.Too) ? null
            : words.Has(NoteWordKind.Lack) || (words.Degree < 1 && !words.Has(NoteWordKind.Copula)) ? From(noun.Sign)
            : null;
    }

    /// <summary>Of an adjective.</summary>
    public static NoteDirection? OfQuality(ClauseWords words, NoteWord quality)
    {
        bool not = words.Has(NoteWordKind.Not);
        int sign = quality.Sign;
        if (words.Leaves || words.Has(NoteWordKind.Dont))
        {
            return NoteDirection.Keep;
        }

        if (words.Has(NoteWordKind.Enough))
        {
            return not ? From(sign) : NoteDirection.Keep;
        }

        if (words.Has(NoteWordKind.Too) || words.Has(NoteWordKind.TooMuch))
        {
            return not ? NoteDirection.Keep : From(-sign);
        }

        if (words.Has(NoteWordKind.NotSo) || words.Direction < 0)
        {
            return From(-sign);
        }

        if (quality.Compares || words.Direction > 0)
        {
            return not || words.Has(NoteWordKind.NoMore) ? NoteDirection.Keep
                : quality.IsFault && quality.Aspect!.IsFault ? null // muddier; more aggressive
                : From(sign);
        }

        if (words.Has(NoteWordKind.NoMore))
        {
            return From(-sign);
        }

        if (not)
        {
            // Not warm is a complaint; not harsh is a wish.
            return From(quality.IsFault ? -sign : sign);
        }

        bool complaint = words.Has(NoteWordKind.Copula) && !words.Has(NoteWordKind.Lack);
        return quality.IsFault || (words.IsSmall && !words.Has(NoteWordKind.Lack)) ? From(-sign)
            : complaint ? null
            : From(sign);
    }

    /// <summary>Of a verb that holds its aspect: widen, squash.</summary>
    public static NoteDirection? OfAct(ClauseWords words, NoteWord act) =>
        words.Leaves || words.Has(NoteWordKind.Dont) || words.Has(NoteWordKind.Not) ? NoteDirection.Keep
        : words.Has(NoteWordKind.Less) ? From(-act.Sign)
        : From(act.Sign);

    private static NoteDirection From(int sign) => sign > 0 ? NoteDirection.More : NoteDirection.Less;
}
