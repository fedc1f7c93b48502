namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Finds the word of the lexicon that a mistyped one was meant to be.</summary>
internal static class NoteSpelling
{
    private const int ShortestWord = 3;
    private const int LongWord = 8; // from here on two letters may be wrong

    /// <summary>The word that was meant; null when none is near, or two are equally near and differ in meaning.</summary>
    public static string? Nearest(string word, NoteLexicon lexicon)
    {
        if (word.Length < ShortestWord)
        {
            return null;
        }

        int allowed = word.Length >= LongWord ? 2 : 1;
        string? best = null;
        int least = allowed + 1;
        foreach (string known in lexicon.Words)
        {
            // A word of three letters is only taken for a longer one: else nearly every one of them would be some other.
            bool comparable = known.Length > ShortestWord && known[0] == word[0] && Math.Abs(known.Length - word.Length) <= allowed
                && (word.Length > ShortestWord || known.Length > word.Length);
            if (!comparable)
            {
                continue;
            }

            int distance = Distance(word, known);
            bool better = distance < least || (distance == least && best is not null && Prefers(known, best, lexicon));
            if (distance <= allowed && better)
            {
                (best, least) = (known, distance);
            }
        }

        return best;
    }

    /// <summary>Among equally near words, one that means something by itself; then the first in the alphabet, so that the choice is the same everywhere.</summary>
    private static bool Prefers(string candidate, string other, NoteLexicon lexicon)
    {
        bool means = Means(candidate, lexicon);
        return means != Means(other, lexicon) ? means : string.CompareOrdinal(candidate, other) < 0;
    }

    private static bool Means(string word, NoteLexicon lexicon) => lexicon.Find(word) is { } meaning && meaning.Kind != NoteWordKind.Filler;

    /// <summary>Letters to insert, delete, replace or swap with their neighbour.</summary>
    /// <remarks>Damerau: A technique for computer detection and correction of spelling errors, CACM 7 (1964); each letter is edited once.</remarks>
    internal static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                int replaced = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                int least = Math.Min(replaced, 1 + Math.Min(table[i - 1, j], table[i, j - 1]));
                bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                table[i, j] = swapped ? Math.Min(least, table[i - 2, j - 2] + 1) : least;
            }
        }

        return table[a.Length, b.Length];
    }
}
