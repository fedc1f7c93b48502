using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Analysis.Style;

/// <summary>128 triangular bands on the mel scale, each weighted by one over its width.</summary>
/// <remarks>
/// The scale of M. Slaney, Auditory Toolbox (1998), linear to 1 kHz and logarithmic above, as librosa.filters.mel uses it by default:
/// the style classifier was trained on features that were computed so.
/// </remarks>
internal sealed class MelBands
{
    /// <summary>How many there are.</summary>
    public const int Count = 128;

    private const double LinearHzPerMel = 200.0 / 3;
    private const double BreakHz = 1_000;
    private const double BreakMel = BreakHz / LinearHzPerMel;
    private static readonly double LogStep = Math.Log(6.4) / 27;

    private readonly int[] _first = new int[Count];
    private readonly float[][] _weights = new float[Count][];

    /// <summary>Prepares for one kind of spectrum.</summary>
    public MelBands(int sampleRateHz, int fftSize)
    {
        var edgesHz = new double[Count + 2];
        double highest = Mel(0.5 * sampleRateHz);
        for (int i = 0; i < edgesHz.Length; i++)
        {
            edgesHz[i] = Hz(highest * i / (Count + 1));
        }

        double binHz = (double)sampleRateHz / fftSize;
        for (int b = 0; b < Count; b++)
        {
            (double low, double centre, double high) = (edgesHz[b], edgesHz[b + 1], edgesHz[b + 2]);
            _first[b] = (int)Math.Ceiling(low / binHz);
            int last = Math.Min(fftSize / 2, (int)Math.Floor(high / binHz));
            _weights[b] = new float[Math.Max(0, last - _first[b] + 1)];
            for (int k = 0; k < _weights[b].Length; k++)
            {
                double hz = (_first[b] + k) * binHz;
                double height = Math.Max(0, Math.Min((hz - low) / (centre - low), (high - hz) / (high - centre)));
                _weights[b][k] = (float)(height * 2 / (high - low));
            }
        }
    }

    /// <summary>Power in each band.</summary>
    /// <param name="power">Power spectrum, 0 to half the rate.</param>
    /// <param name="bands">Receives <see cref="Count"/> numbers.</param>
    public void Measure(ReadOnlySpan<float> power, Span<float> bands)
    {
        for (int b = 0; b < Count; b++)
        {
            bands[b] = DenseLayer.Dot(_weights[b], power.Slice(_first[b], _weights[b].Length));
        }
    }

    private static double Mel(double hz) => hz < BreakHz ? hz / LinearHzPerMel : BreakMel + (Math.Log(hz / BreakHz) / LogStep);

    private static double Hz(double mel) => mel < BreakMel ? mel * LinearHzPerMel : BreakHz * Math.Exp(LogStep * (mel - BreakMel));
}
