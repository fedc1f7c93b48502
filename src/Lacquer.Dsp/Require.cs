namespace Lacquer.Dsp;

/// <summary>Checks of arguments. Written so that NaN fails them.</summary>
public static class Require
{
    /// <summary>Returns <paramref name="value"/> when it lies within the range, both ends included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not, or is NaN.</exception>
    public static double InRange(double value, double min, double max, string name) =>
        value >= min && value <= max
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must lie between {min} and {max}.");

    /// <summary>Returns <paramref name="value"/> when it lies within the range, both ends included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    public static int InRange(int value, int min, int max, string name) =>
        value >= min && value <= max
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must lie between {min} and {max}.");
}
