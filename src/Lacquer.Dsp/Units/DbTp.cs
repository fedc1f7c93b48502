namespace Lacquer.Dsp.Units;

/// <summary>A true-peak level, in dBTP (ITU-R BS.1770-5, Annex 2).</summary>
/// <param name="Value">dBTP, relative to full scale; negative infinity: silence.</param>
public readonly record struct DbTp(double Value) : IComparable<DbTp>
{
    /// <inheritdoc/>
    public int CompareTo(DbTp other) => Value.CompareTo(other.Value);

    /// <summary>How far <paramref name="a"/> lies above <paramref name="b"/>.</summary>
    public static Decibels operator -(DbTp a, DbTp b) => new(a.Value - b.Value);

    /// <summary>Raised by a gain.</summary>
    public static DbTp operator +(DbTp a, Decibels b) => new(a.Value + b.Value);

    /// <summary>Lowered by a gain.</summary>
    public static DbTp operator -(DbTp a, Decibels b) => new(a.Value - b.Value);

    /// <summary>Greater.</summary>
    public static bool operator >(DbTp a, DbTp b) => a.Value > b.Value;

    /// <summary>Less.</summary>
    public static bool operator <(DbTp a, DbTp b) => a.Value < b.Value;

    /// <summary>Greater or equal.</summary>
    public static bool operator >=(DbTp a, DbTp b) => a.Value >= b.Value;

    /// <summary>Less or equal.</summary>
    public static bool operator <=(DbTp a, DbTp b) => a.Value <= b.Value;
}
