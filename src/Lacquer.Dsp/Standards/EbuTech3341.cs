namespace Lacquer.Dsp.Standards;

/// <summary>EBU Tech 3341 (2023): loudness metering, "EBU Mode".</summary>
public static class EbuTech3341
{
    /// <summary>Sliding window of momentary loudness. Clause 2.2.</summary>
    public const int MomentaryMs = 400;

    /// <summary>Sliding window of short-term loudness. Clause 2.2.</summary>
    public const int ShortTermMs = 3_000;

    /// <summary>Tolerance of the loudness test cases. Clause 2.9, Table 1, cases 1 to 14.</summary>
    public const double LoudnessToleranceLu = 0.1;

    /// <summary>How far a true-peak reading may lie above the truth. Table 1, cases 15 to 23.</summary>
    public const double TruePeakOverReadDb = 0.2;

    /// <summary>How far a true-peak reading may lie below the truth. Table 1, cases 15 to 23.</summary>
    public const double TruePeakUnderReadDb = 0.4;
}
