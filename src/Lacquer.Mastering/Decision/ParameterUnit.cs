namespace Lacquer.Mastering.Decision;

/// <summary>The unit that a parameter's name ends with.</summary>
internal static class ParameterUnit
{
    private static readonly (string Ending, string Unit)[] Endings =
    [
        ("Dbfs", "dBFS"), ("Dbtp", "dBTP"), ("Db", "dB"), ("Hz", "Hz"), ("Ms", "ms"), ("Ratio", ":1"), ("ratio", ":1"), ("bits", "bit"),
    ];

    public static string Of(string name) =>
        // The equaliser's gains are named after their frequencies.
        name.StartsWith("mid", StringComparison.Ordinal) && char.IsAsciiDigit(name[3]) || name.StartsWith("side", StringComparison.Ordinal) && char.IsAsciiDigit(name[4]) ? "dB"
        : Array.Find(Endings, ending => name.EndsWith(ending.Ending, StringComparison.Ordinal)).Unit ?? "";
}
