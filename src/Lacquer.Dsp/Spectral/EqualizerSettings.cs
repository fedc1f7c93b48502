namespace Lacquer.Dsp.Spectral;

/// <summary>A static, minimum-phase equaliser given by its gain at fixed frequencies.</summary>
public sealed record EqualizerSettings
{
    /// <summary>Largest boost or cut of a mid knot, in dB.</summary>
    public const double MidRangeDb = 12;

    /// <summary>Largest boost or cut of a side knot, in dB.</summary>
    public const double SideRangeDb = 6;

    /// <summary>
    /// Gain of mid and side at <see cref="EqualizerCurve.MidKnotsHz"/>, in dB: 20 values, each −12 to 12, default 0.
    /// </summary>
    /// <exception cref="ArgumentException">Not 20 values.</exception>
    public IReadOnlyList<double> MidDb
    {
        get;
        init => field = Checked(value, EqualizerCurve.MidKnotsHz.Length, MidRangeDb, nameof(MidDb));
    } = new double[EqualizerCurve.MidKnotsHz.Length];

    /// <summary>
    /// What side gets beside that at <see cref="EqualizerCurve.SideKnotsHz"/>, in dB: 6 values, each −6 to 6, default 0.
    /// </summary>
    /// <exception cref="ArgumentException">Not 6 values.</exception>
    public IReadOnlyList<double> SideDb
    {
        get;
        init => field = Checked(value, EqualizerCurve.SideKnotsHz.Length, SideRangeDb, nameof(SideDb));
    } = new double[EqualizerCurve.SideKnotsHz.Length];

    /// <summary>Whether mid is left alone.</summary>
    public bool IsMidNeutral => AllZero(MidDb);

    /// <summary>Whether side gets what mid gets.</summary>
    public bool IsSideNeutral => AllZero(SideDb);

    /// <summary>Whether nothing is changed at all.</summary>
    public bool IsNeutral => IsMidNeutral && IsSideNeutral;

    /// <summary>Equal gains at all knots.</summary>
    public bool Equals(EqualizerSettings? other) => other is not null && Same(MidDb, other.MidDb) && Same(SideDb, other.SideDb);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (double gainDb in MidDb)
        {
            hash.Add(gainDb);
        }

        foreach (double gainDb in SideDb)
        {
            hash.Add(gainDb);
        }

        return hash.ToHashCode();
    }

    private static double[] Checked(IReadOnlyList<double> gainsDb, int count, double rangeDb, string name)
    {
        if (gainsDb.Count != count)
        {
            throw new ArgumentException($"{name} takes {count} values, one per knot.", name);
        }

        var copy = new double[count];
        for (int i = 0; i < count; i++)
        {
            copy[i] = Require.InRange(gainsDb[i], -rangeDb, rangeDb, name);
        }

        return copy;
    }

    private static bool AllZero(IReadOnlyList<double> gainsDb)
    {
        foreach (double gainDb in gainsDb)
        {
            if (gainDb != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Same(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        for (int i = 0; i < a.Count; i++)
        {
            if (!a[i].Equals(b[i]))
            {
                return false;
            }
        }

        return true;
    }
}
