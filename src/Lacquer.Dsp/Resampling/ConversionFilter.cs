using System.Runtime.Intrinsics;

namespace Lacquer.Dsp.Resampling;

/// <summary>The linear-phase filters of one conversion: a row of taps for every place between two input samples.</summary>
/// <remarks>
/// A table of all places when it is small enough, else a coarser table that is interpolated. Rows are padded with zeros to
/// whole vectors.
/// </remarks>
internal sealed class ConversionFilter
{
    /// <summary>Rows are read from both ends inwards, a vector each.</summary>
    private const int Padding = 32;

    /// <summary>Largest table, in taps: 2 MB, about what a core keeps to itself. 44.1 kHz to 384 kHz just fits.</summary>
    private const int LargestTable = 1 << 19;

    /// <summary>
    /// Rows a sample of the lower rate in an interpolated table. The error of third-degree Lagrange interpolation of a sinc is
    /// at most (π/128)⁴·(9/16)/(24·5) = −175 dB of the largest tap.
    /// </summary>
    private const int InterpolatedPhases = 128;

    private readonly float[] _rows;
    private readonly float[]? _blended;
    private readonly int _interpolation;
    private readonly int _tablePhases;

    /// <summary>Designs the filters.</summary>
    /// <param name="interpolation">Output frames, and so places between two samples, per <paramref name="decimation"/> input frames.</param>
    /// <param name="decimation">Input frames; no common divisor with <paramref name="interpolation"/>.</param>
    /// <param name="quality">How exact; null for <see cref="ConversionQuality.Full"/>.</param>
    public ConversionFilter(int interpolation, int decimation, ConversionQuality? quality = null)
    {
        quality ??= ConversionQuality.Full;
        _interpolation = interpolation;
        double lowerRate = Math.Min(1, (double)interpolation / decimation); // of the input rate
        double transition = lowerRate * (quality.StopbandEdge - quality.PassbandEdge) / 2;
        double cutoff = lowerRate * (quality.StopbandEdge + quality.PassbandEdge) / 4;
        double beta = KaiserWindow.Beta(quality.AttenuationDb);
        Taps = (KaiserWindow.Taps(quality.AttenuationDb, transition) + 1) / 2 * 2;
        RowLength = (Taps + Padding - 1) / Padding * Padding;

        bool isWhole = (long)interpolation * RowLength <= LargestTable;
        _tablePhases = isWhole ? interpolation : Math.Max(4, (int)Math.Ceiling(InterpolatedPhases * lowerRate));
        int before = isWhole ? 0 : 1; // rows outside 0 … 1 that the interpolation reaches for
        int rows = isWhole ? interpolation : _tablePhases + 3;
        _rows = new float[rows * RowLength];
        for (int i = 0; i < rows; i++)
        {
            PolyphaseKernel.WriteRow(_rows.AsSpan(i * RowLength, Taps), (double)(i - before) / _tablePhases, cutoff, beta);
        }

        _blended = isWhole ? null : new float[RowLength];
    }

    /// <summary>Length of each filter, in input frames; even. It reads from Taps/2 − 1 frames before its place.</summary>
    public int Taps { get; }

    /// <summary>Taps and the zeros after them; a multiple of 32.</summary>
    public int RowLength { get; }

    /// <summary>The filter for phase/interpolation of the way between two samples; valid until the next call.</summary>
    public ReadOnlySpan<float> Row(int phase)
    {
        if (_blended is null)
        {
            return _rows.AsSpan(phase * RowLength, RowLength);
        }

        double place = (double)phase * _tablePhases / _interpolation;
        int i = (int)place;
        float s = (float)(place - i);
        Blend(_rows.AsSpan(i * RowLength, 4 * RowLength), s, _blended);
        return _blended;
    }

    /// <summary>Lagrange interpolation through four rows, at −1, 0, 1 and 2. Lane: tap.</summary>
    private static void Blend(ReadOnlySpan<float> rows, float s, Span<float> result)
    {
        var a = Vector512.Create(-s * (s - 1) * (s - 2) / 6);
        var b = Vector512.Create((s + 1) * (s - 1) * (s - 2) / 2);
        var c = Vector512.Create(-(s + 1) * s * (s - 2) / 2);
        var d = Vector512.Create((s + 1) * s * (s - 1) / 6);
        int length = result.Length;
        for (int k = 0; k < length; k += Vector512<float>.Count)
        {
            Vector512<float> sum = (a * Vector512.Create(rows[k..])) + (d * Vector512.Create(rows[((3 * length) + k)..]));
            sum += (c * Vector512.Create(rows[((2 * length) + k)..])) + (b * Vector512.Create(rows[(length + k)..]));
            sum.CopyTo(result[k..]);
        }
    }
}
