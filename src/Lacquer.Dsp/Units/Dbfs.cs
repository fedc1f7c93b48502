namespace Lacquer.Dsp.Units;

/// <summary>A sample level, in dB relative to full scale ±1.</summary>
/// <param name="Value">dBFS; negative infinity: silence.</param>
public readonly record struct Dbfs(double Value) : IComparable<Dbfs>
{
    /// <inheritdoc/>
    public int CompareTo(Dbfs other) => Value.CompareTo(other.Value);

    /// <summary>How far <paramref name="a"/> lies above <paramref name="b"/>.</summary>
    public static Decibels operator -(Dbfs a, Dbfs b) => new(a.Value - b.Value);

    /// <summary>Raised by a gain.</summary>
    public static Dbfs operator +(Dbfs a, Decibels b) => new(a.Value + b.Value);

    /// <summary>Lowered by a gain.</summary>
    public static Dbfs operator -(Dbfs a, Decibels b) => new(a.Value - b.Value);

    /// <summary>Greater.</summary>
    public static bool operator >(Dbfs a, Dbfs b) => a.Value > b.Value;

    /// <summary>Less.</summary>
    public static bool operator <(Dbfs a, Dbfs b) => a.Value < b.Value;

    /// <summary>Greater or equal.</summary>
    public static bool operator >=(Dbfs a, Dbfs b) => a.Value >= b.Value;

    /// <summary>Less or equal.</summary>
    public static bool operator <=(Dbfs a, Dbfs b) => a.Value <= b.Value;
}
