namespace Lacquer.Cli;

/// <summary>Finds the word that was meant by a mistyped one.</summary>
internal static class Suggestion
{
    /// <summary>A third of the letters may be wrong; beyond that it is another word. Chosen.</summary>
    private const double MostWrong = 0.34;

    /// <summary>The known word that is nearest, or null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) =>
        known.Where(candidate => candidate.StartsWith("--", StringComparison.Ordinal) == word.StartsWith("--", StringComparison.Ordinal))
            .Select(candidate => (Word: candidate, Distance: Distance(word, candidate)))
            .Where(pair => pair.Distance <= MostWrong * pair.Word.TrimStart('-').Length)
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Word)
            .FirstOrDefault();

    /// <summary>Letters to insert, delete or replace until one word is the other.</summary>
    /// <remarks>Wagner, Fischer: The String-to-String Correction Problem, Journal of the ACM 21 (1974).</remarks>
    public static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
