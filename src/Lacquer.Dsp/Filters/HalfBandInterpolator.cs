namespace Lacquer.Dsp.Filters;

/// <summary>Doubles the rate of one channel. The two output phases stay apart: even ones are filtered, odd ones are the delayed input.</summary>
/// <remarks>Delay: 2·order + 1 samples of the doubled rate.</remarks>
internal sealed class HalfBandInterpolator
{
    private readonly int _order;
    private readonly float[] _taps;
    private readonly float[] _input;

    /// <summary>Allocates.</summary>
    /// <param name="order">k of the half-band filter with 4k + 3 taps.</param>
    /// <param name="attenuationDb">Stop-band attenuation.</param>
    /// <param name="maxCount">Most input samples at once.</param>
    public HalfBandInterpolator(int order, double attenuationDb, int maxCount)
    {
        _order = order;
        _taps = Array.ConvertAll(HalfBand.Taps(order, attenuationDb), tap => 2 * tap);
        _input = new float[History + maxCount + Fir.PaddingFrames + _taps.Length];
    }

    private int History => (2 * _order) + 1;

    /// <summary>Makes both phases. The outputs hold the input's length and <see cref="Fir.PaddingFrames"/> more.</summary>
    public void Process(ReadOnlySpan<float> input, Span<float> even, Span<float> odd)
    {
        int count = input.Length;
        input.CopyTo(_input.AsSpan(History));
        Fir.Apply(_input, _taps, even, count);
        _input.AsSpan(History - _order, count).CopyTo(odd);
        _input.AsSpan(count, History).CopyTo(_input);
    }

    /// <summary>Forgets the past.</summary>
    public void Reset() => Array.Clear(_input);
}
