namespace Lacquer.Dsp.Resampling;

/// <summary>A table of windowed-sinc filters that read a signal between its samples.</summary>
/// <remarks>
/// Row p gives the signal at p/phases of the way from x[n] to x[n+1]:
/// y = Σ_k row[k]·x[n + k − (taps/2 − 1)], k = 0 … taps − 1. With a cutoff of ½ row 0 is the sample itself.
/// </remarks>
public sealed class PolyphaseKernel
{
    private readonly float[] _rows;

    /// <summary>Designs the table.</summary>
    /// <param name="phases">Number of places between two samples, 1 or more.</param>
    /// <param name="taps">Length of each filter, even, 2 or more.</param>
    /// <param name="cutoff">Where the response is down by 6 dB, in cycles a sample, above 0 to ½.</param>
    /// <param name="attenuationDb">Stop-band attenuation that shapes the Kaiser window, 50 to 300 dB.</param>
    /// <param name="rowLength">Room for each row, at least <paramref name="taps"/>; the rest is zero. 0 takes the number of taps.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them lies outside its range.</exception>
    public PolyphaseKernel(int phases, int taps, double cutoff, double attenuationDb, int rowLength = 0)
    {
        Phases = Require.InRange(phases, 1, 1 << 20, nameof(phases));
        Taps = Require.InRange(taps, 2, 1 << 20, nameof(taps));
        ArgumentOutOfRangeException.ThrowIfNotEqual(taps % 2, 0, nameof(taps));
        Require.InRange(cutoff, 1e-6, 0.5, nameof(cutoff));
        RowLength = rowLength == 0 ? taps : Require.InRange(rowLength, taps, 1 << 21, nameof(rowLength));
        _rows = new float[(long)phases * RowLength];
        double beta = KaiserWindow.Beta(attenuationDb);
        for (int p = 0; p < phases; p++)
        {
            WriteRow(_rows.AsSpan(p * RowLength, taps), (double)p / phases, cutoff, beta);
        }
    }

    /// <summary>Number of places between two samples.</summary>
    public int Phases { get; }

    /// <summary>Length of each filter.</summary>
    public int Taps { get; }

    /// <summary>Distance of rows in the table, at least <see cref="Taps"/>.</summary>
    public int RowLength { get; }

    /// <summary>The filter for p/<see cref="Phases"/> of the way between two samples; <see cref="RowLength"/> values.</summary>
    public ReadOnlySpan<float> Row(int phase) => _rows.AsSpan(phase * RowLength, RowLength);

    /// <summary>Writes one filter.</summary>
    /// <param name="row">Receives the taps, an even number of them.</param>
    /// <param name="place">Where the filter reads: 0 at x[n], 1 at x[n+1]; a little outside is allowed.</param>
    /// <param name="cutoff">In cycles a sample.</param>
    /// <param name="beta">Shape of the Kaiser window.</param>
    internal static void WriteRow(Span<float> row, double place, double cutoff, double beta)
    {
        int half = row.Length / 2;
        double scale = 2 * cutoff / KaiserWindow.BesselI0(beta);
        for (int k = 0; k < row.Length; k++)
        {
            double d = k - (half - 1) - place;
            double rest = 1 - (d / half * (d / half));
            row[k] = rest < 0 ? 0 : (float)(scale * KaiserWindow.BesselI0(beta * Math.Sqrt(rest)) * Sinc(2 * cutoff * d));
        }
    }

    // Exact at whole numbers, so that row 0 of a half-band table passes samples untouched.
    private static double Sinc(double x)
    {
        if (x == 0)
        {
            return 1;
        }

        return x == Math.Floor(x) ? 0 : Math.Sin(Math.PI * x) / (Math.PI * x);
    }
}
