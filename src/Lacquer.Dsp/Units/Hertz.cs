namespace Lacquer.Dsp.Units;

/// <summary>A frequency, in Hz.</summary>
/// <param name="Value">Hz, ≥ 0.</param>
public readonly record struct Hertz(double Value) : IComparable<Hertz>
{
    /// <inheritdoc/>
    public int CompareTo(Hertz other) => Value.CompareTo(other.Value);

    /// <summary>Greater.</summary>
    public static bool operator >(Hertz a, Hertz b) => a.Value > b.Value;

    /// <summary>Less.</summary>
    public static bool operator <(Hertz a, Hertz b) => a.Value < b.Value;

    /// <summary>Greater or equal.</summary>
    public static bool operator >=(Hertz a, Hertz b) => a.Value >= b.Value;

    /// <summary>Less or equal.</summary>
    public static bool operator <=(Hertz a, Hertz b) => a.Value <= b.Value;
}
