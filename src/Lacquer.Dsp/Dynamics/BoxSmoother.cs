namespace Lacquer.Dsp.Dynamics;

/// <summary>Mean of the last <c>length</c> values as a running sum; a finite response, so it is done when it is done.</summary>
/// <remarks>
/// The sum is kept in 2⁻⁴⁰ fixed point: what is added is taken away to the last bit, so the mean of zeros after any past is zero.
/// </remarks>
internal sealed class BoxSmoother
{
    private const double Scale = 1L << 40; // values stay below 2¹¹ octaves, lengths below 2¹²: the sum fits 63 bits

    private readonly long[] _past;
    private readonly double _toMean;
    private long _sum;
    private int _position;

    /// <summary>Starts with zeros as the past.</summary>
    /// <param name="length">Number of values averaged, ≥ 1.</param>
    public BoxSmoother(int length)
    {
        _past = new long[length];
        _toMean = 1 / (Scale * length);
    }

    /// <summary>Replaces each value by the mean of itself and the <c>length</c> − 1 values before it.</summary>
    public void Process(Span<float> values)
    {
        long[] past = _past;
        if (past.Length == 1)
        {
            return;
        }

        long sum = _sum;
        int position = _position;
        foreach (ref float value in values)
        {
            long entering = (long)(value * Scale);
            sum += entering - past[position];
            past[position] = entering;
            position = position + 1 == past.Length ? 0 : position + 1;
            value = (float)(sum * _toMean);
        }

        _sum = sum;
        _position = position;
    }

    /// <summary>Forgets the past.</summary>
    public void Reset()
    {
        Array.Clear(_past);
        _sum = 0;
        _position = 0;
    }
}
