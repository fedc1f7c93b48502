namespace Lacquer.Dsp.Units;

/// <summary>A loudness, in LUFS (ITU-R BS.1770-5, EBU R 128).</summary>
/// <param name="Value">LUFS; negative infinity: every block was gated out.</param>
public readonly record struct Lufs(double Value) : IComparable<Lufs>
{
    /// <inheritdoc/>
    public int CompareTo(Lufs other) => Value.CompareTo(other.Value);

    /// <summary>How far <paramref name="a"/> lies above <paramref name="b"/>.</summary>
    public static Decibels operator -(Lufs a, Lufs b) => new(a.Value - b.Value);

    /// <summary>Raised by a gain.</summary>
    public static Lufs operator +(Lufs a, Decibels b) => new(a.Value + b.Value);

    /// <summary>Lowered by a gain.</summary>
    public static Lufs operator -(Lufs a, Decibels b) => new(a.Value - b.Value);

    /// <summary>Greater.</summary>
    public static bool operator >(Lufs a, Lufs b) => a.Value > b.Value;

    /// <summary>Less.</summary>
    public static bool operator <(Lufs a, Lufs b) => a.Value < b.Value;

    /// <summary>Greater or equal.</summary>
    public static bool operator >=(Lufs a, Lufs b) => a.Value >= b.Value;

    /// <summary>Less or equal.</summary>
    public static bool operator <=(Lufs a, Lufs b) => a.Value <= b.Value;
}
