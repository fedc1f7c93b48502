using System.Globalization;

namespace Lacquer.Mastering.Decision.References;

/// <summary>How a move towards references is said.</summary>
internal sealed class ReferenceWords(MatchedReference reference)
{
    private bool IsOne => reference.Sources.Count == 1;

    /// <summary>"the reference" or "the references".</summary>
    public string TheReference => IsOne ? "the reference" : "the references";

    /// <summary>"carries" or "carry".</summary>
    public string Carries => IsOne ? "carries" : "carry";

    /// <summary>"is" or "are".</summary>
    public string Is => IsOne ? "is" : "are";

    /// <summary>"has" or "have".</summary>
    public string Has => IsOne ? "has" : "have";

    /// <summary>Possessive: "the reference's" or "the references'".</summary>
    public string Its => IsOne ? "the reference's" : "the references'";

    /// <summary>"knows" or "know".</summary>
    public string Knows => IsOne ? "knows" : "know";

    /// <summary>What is left of a move that would go all of the way: "+1.0 dB", with "(match 50)" where it is not all.</summary>
    public string Move(double wholeDb) => $"{Words.Signed(wholeDb * reference.Match / 100)} dB{Share}";

    /// <summary>" (match 50)", or nothing at 100.</summary>
    public string Share => reference.Match < 100 ? string.Create(CultureInfo.InvariantCulture, $" (match {reference.Match:0.#})") : "";
}
