namespace Lacquer.Dsp.Standards;

/// <summary>IEC 61260-1:2014: octave-band and fractional-octave-band filters; here the third octaves from 20 Hz to 20 kHz.</summary>
public static class Iec61260
{
    /// <summary>Reference frequency f_r, in Hz. Clause 5.3.</summary>
    public const double ReferenceHz = 1_000;

    /// <summary>Number of third-octave bands from 20 Hz to 20 kHz.</summary>
    public const int ThirdOctaveCount = 31;

    /// <summary>Bands per octave, the standard's 1/b with b = 3.</summary>
    private const int B = 3;

    /// <summary>Index x of the lowest band, 20 Hz: 17 thirds below 1 kHz.</summary>
    private const int LowestX = -17;

    /// <summary>Nominal midband frequencies, in Hz: names, not exact values. Annex E, Table E.1.</summary>
    private static readonly double[] Nominal =
    [
        20, 25, 31.5, 40, 50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1_000, 1_250, 1_600, 2_000,
        2_500, 3_150, 4_000, 5_000, 6_300, 8_000, 10_000, 12_500, 16_000, 20_000,
    ];

    /// <summary>Octave ratio G = 10^(3/10), base ten. Clause 5.2, eq. 1.</summary>
    public static double OctaveRatio { get; } = Math.Pow(10, 0.3);

    /// <summary>Nominal midband frequencies, in Hz, 31 values from 20 to 20 000.</summary>
    public static ReadOnlySpan<double> NominalHz => Nominal;

    /// <summary>Exact midband frequency f_m = f_r·G^(x/b), in Hz. Clause 5.4, eq. 2 (b odd).</summary>
    /// <param name="band">0 (20 Hz) to 30 (20 kHz).</param>
    public static double MidbandHz(int band) =>
        ReferenceHz * Math.Pow(OctaveRatio, (double)(Require.InRange(band, 0, ThirdOctaveCount - 1, nameof(band)) + LowestX) / B);

    /// <summary>Lower band edge f_1 = f_m·G^(−1/(2b)), in Hz. Clause 5.6, eq. 4.</summary>
    /// <param name="band">0 (20 Hz) to 30 (20 kHz).</param>
    public static double LowerEdgeHz(int band) => MidbandHz(band) * Math.Pow(OctaveRatio, -1.0 / (2 * B));

    /// <summary>Upper band edge f_2 = f_m·G^(1/(2b)), in Hz. Clause 5.6, eq. 5.</summary>
    /// <param name="band">0 (20 Hz) to 30 (20 kHz).</param>
    public static double UpperEdgeHz(int band) => MidbandHz(band) * Math.Pow(OctaveRatio, 1.0 / (2 * B));
}
