using System.Runtime.Intrinsics;

using Lacquer.Dsp;
using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Units;

namespace Lacquer.TestKit;

/// <summary>Measures in the time domain how the two channels of a stream relate: a second opinion on what the analysis reads from spectra.</summary>
/// <remarks>
/// A mono stream has correlation 1, no side and loses nothing. Results may be read at any time; they do not depend on how the
/// stream is cut into blocks.
/// </remarks>
public sealed class StereoMeter
{
    private readonly int _channels;
    private readonly KWeightingFilter _filter;
    private readonly double[] _weightedSums;
    private double _weightedCross;
    private Vector128<double> _sums;
    private double _cross;

    /// <summary>Starts a measurement.</summary>
    /// <param name="sampleRateHz">Frames per second, 8 000 to 384 000.</param>
    /// <param name="channels">1 or 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">Either lies outside its range.</exception>
    public StereoMeter(int sampleRateHz, int channels)
    {
        _channels = Require.InRange(channels, 1, 2, nameof(channels));
        _filter = new KWeightingFilter(sampleRateHz, channels);
        _weightedSums = new double[2];
    }

    /// <summary>Normalised cross-correlation at lag zero, ΣLR/√(ΣL²·ΣR²), −1 to 1; NaN when a channel is silent.</summary>
    public double Correlation => _channels == 1
        ? (_sums[0] > 0 ? 1 : double.NaN)
        : Math.Clamp(_cross / (Math.Sqrt(_sums[0]) * Math.Sqrt(_sums[1])), -1, 1);

    /// <summary>Power of side, (L−R)/2, against mid, (L+R)/2; −∞ for mono, +∞ without mid, NaN for silence.</summary>
    public Decibels SideToMid => _channels == 1
        ? new(_sums[0] > 0 ? double.NegativeInfinity : double.NaN)
        : Decibels.FromPower(Side(_sums[0] + _sums[1], _cross) / Mid(_sums[0] + _sums[1], _cross));

    /// <summary>
    /// Loudness lost when folded to mono, ≥ 0 dB: 10·lg((M² + S²)/M²) after K-weighting; +∞ when nothing is left, NaN for silence.
    /// </summary>
    /// <remarks>Weighting by ITU-R BS.1770-5, Annex 1; not gated.</remarks>
    public Decibels MonoLoss
    {
        get
        {
            double both = _weightedSums[0] + _weightedSums[1];
            return _channels == 1
                ? new(both > 0 ? 0 : double.NaN)
                : Decibels.FromPower(both / 2 / Mid(both, _weightedCross));
        }
    }

    /// <summary>Listens to a block; the audio stays as it is.</summary>
    /// <param name="block">Shape [channels, frames], any number of frames.</param>
    public void Process(AudioBlock block)
    {
        ReadOnlySpan<float> left = block.Channel(0);
        ReadOnlySpan<float> right = block.Channel(_channels - 1)[..left.Length];
        Vector128<double> sums = _sums;
        double cross = _cross;
        for (int n = 0; n < left.Length; n++)
        {
            Vector128<double> x = Vector128.Create((double)left[n], right[n]);
            sums += x * x;
            cross += x[0] * x[1];
        }

        (_sums, _cross) = (sums, cross);
        var weighted = new AudioBuffer(_channels, left.Length);
        _filter.Process(block, weighted.AsBlock());
        for (int n = 0; n < left.Length; n++)
        {
            (double l, double r) = (weighted.Channel(0)[n], weighted.Channel(_channels - 1)[n]);
            _weightedSums[0] += l * l;
            _weightedSums[_channels - 1] += _channels == 1 ? 0 : r * r;
            _weightedCross += l * r;
        }
    }

    // (L ± R)² / 4, summed. Rounding may leave less than nothing of a power that is truly zero.
    private static double Mid(double both, double cross) => Math.Max(0, both + (2 * cross)) / 4;

    private static double Side(double both, double cross) => Math.Max(0, both - (2 * cross)) / 4;
}
