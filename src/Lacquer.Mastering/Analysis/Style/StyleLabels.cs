namespace Lacquer.Mastering.Analysis.Style;

/// <summary>The styles of music that are told apart.</summary>
public static class StyleLabels
{
    /// <summary>What is said when none of them is likely enough.</summary>
    public const string Unsure = "unsure";

    /// <summary>All, in the order of the classifier's outputs.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["blues", "classical", "country", "disco", "hiphop", "jazz", "metal", "pop", "reggae", "rock"];

    /// <summary>Whether this is one of them, spelt exactly so.</summary>
    public static bool IsKnown(string label) => All.Contains(label, StringComparer.Ordinal);
}
