using System.Numerics;

namespace Lacquer.Dsp.Filters;

/// <summary>Halves the rate of one channel, given as its even and odd samples.</summary>
/// <remarks>Delay: 2·order + 1 samples of the higher rate.</remarks>
internal sealed class HalfBandDecimator
{
    private readonly int _order;
    private readonly float[] _taps;
    private readonly float[] _even;
    private readonly float[] _odd;

    /// <summary>Allocates.</summary>
    /// <param name="order">k of the half-band filter with 4k + 3 taps.</param>
    /// <param name="attenuationDb">Stop-band attenuation.</param>
    /// <param name="maxCount">Most output samples at once.</param>
    public HalfBandDecimator(int order, double attenuationDb, int maxCount)
    {
        _order = order;
        _taps = HalfBand.Taps(order, attenuationDb);
        _even = new float[EvenHistory + maxCount + Fir.PaddingFrames + _taps.Length];
        _odd = new float[OddHistory + maxCount + Fir.PaddingFrames];
    }

    private int EvenHistory => (2 * _order) + 1;

    private int OddHistory => _order + 1;

    /// <summary>Filters and keeps every second sample.</summary>
    /// <param name="even">Even samples.</param>
    /// <param name="odd">Odd samples, as many.</param>
    /// <param name="output">As many, and <see cref="Fir.PaddingFrames"/> more that are overwritten.</param>
    public void Process(ReadOnlySpan<float> even, ReadOnlySpan<float> odd, Span<float> output)
    {
        int count = even.Length;
        even.CopyTo(_even.AsSpan(EvenHistory));
        odd.CopyTo(_odd.AsSpan(OddHistory));
        Fir.Apply(_even, _taps, output, count);
        Vector<float> half = new(0.5f);
        for (int n = 0; n < count; n += Vector<float>.Count)
        {
            (new Vector<float>(output[n..]) + (half * new Vector<float>(_odd, n))).CopyTo(output[n..]);
        }

        _even.AsSpan(count, EvenHistory).CopyTo(_even);
        _odd.AsSpan(count, OddHistory).CopyTo(_odd);
    }

    /// <summary>Forgets the past.</summary>
    public void Reset()
    {
        Array.Clear(_even);
        Array.Clear(_odd);
    }
}
