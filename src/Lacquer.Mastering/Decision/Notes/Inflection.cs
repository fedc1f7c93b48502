namespace Lacquer.Mastering.Decision.Notes;

/// <summary>Regular English forms of adjectives.</summary>
internal static class Inflection
{
    private const string Vowels = "aeiou";

    /// <summary>The comparative: warmer, muddier, wider, thinner.</summary>
    public static string Comparative(string adjective) => Stem(adjective) + "er";

    /// <summary>The noun: brightness, muddiness.</summary>
    public static string Ness(string adjective) => (EndsInConsonantAndY(adjective) ? adjective[..^1] + "i" : adjective) + "ness";

    private static string Stem(string adjective) =>
        adjective[^1] == 'e' ? adjective[..^1]
        : EndsInConsonantAndY(adjective) ? adjective[..^1] + "i"
        : Doubles(adjective) ? adjective + adjective[^1]
        : adjective;

    private static bool EndsInConsonantAndY(string word) => word.Length > 2 && word[^1] == 'y' && !Vowels.Contains(word[^2], StringComparison.Ordinal);

    /// <summary>One syllable of consonant, vowel, consonant: thin, fat, big.</summary>
    private static bool Doubles(string word) =>
        word.Length is 3 or 4
        && !Vowels.Contains(word[^1], StringComparison.Ordinal) && word[^1] is not ('w' or 'y' or 'x')
        && Vowels.Contains(word[^2], StringComparison.Ordinal) && !Vowels.Contains(word[^3], StringComparison.Ordinal);
}
