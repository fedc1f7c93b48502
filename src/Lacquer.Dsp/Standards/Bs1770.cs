using Lacquer.Dsp.Units;

namespace Lacquer.Dsp.Standards;

/// <summary>ITU-R BS.1770-5 (11/2023): Annex 1, gated loudness; Annex 2, true peak.</summary>
public static class Bs1770
{
    /// <summary>Rate for which the standard prints filter coefficients, in Hz. Annex 1, Tables 1 and 2.</summary>
    public const int TableRateHz = 48_000;

    /// <summary>Shelving filter, numerator and denominator, at 48 kHz. Annex 1, Table 1.</summary>
    public const double ShelfB0 = 1.53512485958697;

    /// <inheritdoc cref="ShelfB0"/>
    public const double ShelfB1 = -2.69169618940638;

    /// <inheritdoc cref="ShelfB0"/>
    public const double ShelfB2 = 1.19839281085285;

    /// <inheritdoc cref="ShelfB0"/>
    public const double ShelfA1 = -1.69065929318241;

    /// <inheritdoc cref="ShelfB0"/>
    public const double ShelfA2 = 0.73248077421585;

    /// <summary>RLB high-pass filter, numerator and denominator, at 48 kHz. Annex 1, Table 2.</summary>
    public const double HighPassB0 = 1.0;

    /// <inheritdoc cref="HighPassB0"/>
    public const double HighPassB1 = -2.0;

    /// <inheritdoc cref="HighPassB0"/>
    public const double HighPassB2 = 1.0;

    /// <inheritdoc cref="HighPassB0"/>
    public const double HighPassA1 = -1.99004745483398;

    /// <inheritdoc cref="HighPassB0"/>
    public const double HighPassA2 = 0.99007225036621;

    /// <summary>Makes a 0 dBFS sine of 997 Hz in one front channel read −3.01 LKFS. Annex 1, eq. 2.</summary>
    public const double OffsetLu = -0.691;

    /// <summary>The frequency at which the offset holds, in Hz. Annex 1, eq. 2.</summary>
    public const double CalibrationHz = 997;

    /// <summary>Length of a gating block. Annex 1, eq. 3.</summary>
    public const int GatingBlockMs = 400;

    /// <summary>Step from one gating block to the next: 75 % overlap. Annex 1, eq. 3.</summary>
    public const int GatingStepMs = 100;

    /// <summary>Weight of a surround channel at 60° to 120° azimuth. Annex 1, Table 3.</summary>
    public const double SurroundWeight = 1.41;

    /// <summary>Blocks at or below this loudness do not count. Annex 1, eq. 6.</summary>
    public static readonly Lufs AbsoluteGate = new(-70);

    /// <summary>Blocks this far below the loudness of the absolutely gated blocks do not count. Annex 1, eq. 6.</summary>
    public static readonly Decibels RelativeGate = new(-10);

    /// <summary>Loudness of a weighted mean square.</summary>
    /// <param name="energy">Channel-weighted mean square after K-weighting; linear, ≥ 0.</param>
    /// <returns>LUFS; −∞ for zero energy.</returns>
    /// <remarks>Annex 1, eq. 2 and 4.</remarks>
    public static Lufs Loudness(double energy) => new(OffsetLu + (10 * Math.Log10(energy)));

    /// <summary>The weighted mean square that has this loudness; the inverse of <see cref="Loudness"/>.</summary>
    public static double Energy(Lufs loudness) => Math.Pow(10, (loudness.Value - OffsetLu) / 10);

    /// <summary>Channel weights G_i in the order of WAVE files: L R C LFE Ls Rs, as far as the layout has them.</summary>
    /// <param name="channels">1 mono, 2 stereo, 3 L R C, 4 L R Ls Rs, 5 L R C Ls Rs, 6 L R C LFE Ls Rs.</param>
    /// <remarks>Annex 1, Table 3. A mono file counts once; the LFE channel is left out.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">No layout of that many channels is known here.</exception>
    public static double[] ChannelWeights(int channels) => channels switch
    {
        1 => [1],
        2 => [1, 1],
        3 => [1, 1, 1],
        4 => [1, 1, SurroundWeight, SurroundWeight],
        5 => [1, 1, 1, SurroundWeight, SurroundWeight],
        6 => [1, 1, 1, 0, SurroundWeight, SurroundWeight],
        _ => throw new ArgumentOutOfRangeException(nameof(channels), channels, "Loudness is defined here for 1 to 6 channels."),
    };
}
