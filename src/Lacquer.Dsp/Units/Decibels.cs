namespace Lacquer.Dsp.Units;

/// <summary>A difference of levels, in dB.</summary>
/// <param name="Value">dB; negative infinity stands for a ratio of zero.</param>
public readonly record struct Decibels(double Value) : IComparable<Decibels>
{
    /// <summary>No change.</summary>
    public static readonly Decibels Zero;

    /// <summary>The amplitude ratio as a level difference. A ratio of zero gives negative infinity.</summary>
    public static Decibels FromGain(double gainLinear) => new(20 * Math.Log10(Math.Abs(gainLinear)));

    /// <summary>The power ratio as a level difference. A ratio of zero gives negative infinity.</summary>
    public static Decibels FromPower(double powerRatio) => new(10 * Math.Log10(powerRatio));

    /// <summary>The amplitude ratio, linear.</summary>
    public double ToGain() => Math.Pow(10, Value / 20);

    /// <summary>The power ratio, linear.</summary>
    public double ToPower() => Math.Pow(10, Value / 10);

    /// <inheritdoc/>
    public int CompareTo(Decibels other) => Value.CompareTo(other.Value);

    /// <summary>Sum of two level differences.</summary>
    public static Decibels operator +(Decibels a, Decibels b) => new(a.Value + b.Value);

    /// <summary>Difference of two level differences.</summary>
    public static Decibels operator -(Decibels a, Decibels b) => new(a.Value - b.Value);

    /// <summary>The opposite change.</summary>
    public static Decibels operator -(Decibels a) => new(-a.Value);

    /// <summary>A level difference scaled, as in a ratio or a damping factor.</summary>
    public static Decibels operator *(double factor, Decibels a) => new(factor * a.Value);

    /// <summary>Greater.</summary>
    public static bool operator >(Decibels a, Decibels b) => a.Value > b.Value;

    /// <summary>Less.</summary>
    public static bool operator <(Decibels a, Decibels b) => a.Value < b.Value;

    /// <summary>Greater or equal.</summary>
    public static bool operator >=(Decibels a, Decibels b) => a.Value >= b.Value;

    /// <summary>Less or equal.</summary>
    public static bool operator <=(Decibels a, Decibels b) => a.Value <= b.Value;
}
