namespace Lacquer.Mastering.Decision.Learned;

/// <summary>How sure it is that a fault is there at all, in a word.</summary>
internal static class Certainty
{
    private const double High = 2; // deviations from zero: by chance, one in forty
    private const double Fair = 1; // one in six

    /// <summary>high, fair or low.</summary>
    /// <param name="faultDb">The fault.</param>
    /// <param name="sigmaDb">Its standard deviation, above zero.</param>
    public static string Word(double faultDb, double sigmaDb) => (Math.Abs(faultDb) / sigmaDb) switch
    {
        >= High => "high",
        >= Fair => "fair",
        _ => "low",
    };
}
