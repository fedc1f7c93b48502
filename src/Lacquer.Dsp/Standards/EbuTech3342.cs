using Lacquer.Dsp.Units;

namespace Lacquer.Dsp.Standards;

/// <summary>EBU Tech 3342 (2023): loudness range.</summary>
public static class EbuTech3342
{
    /// <summary>Step from one short-term value to the next. Clause 3.1 asks for 10 Hz or more.</summary>
    public const int StepMs = 100;

    /// <summary>Lower end of the range, as a share of the gated short-term values. Clause 3.1.</summary>
    public const double LowerPercentile = 10;

    /// <summary>Upper end of the range. Clause 3.1.</summary>
    public const double UpperPercentile = 95;

    /// <summary>Tolerance of the test cases. Clause 4, Table 1.</summary>
    public const double ToleranceLu = 1;

    /// <summary>Short-term values below it do not count. Clause 3.1.</summary>
    public static readonly Lufs AbsoluteGate = new(-70);

    /// <summary>Short-term values this far below the absolutely gated loudness do not count. Clause 3.1.</summary>
    public static readonly Decibels RelativeGate = new(-20);
}
