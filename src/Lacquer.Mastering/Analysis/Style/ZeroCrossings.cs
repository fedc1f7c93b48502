namespace Lacquer.Mastering.Analysis.Style;

/// <summary>Counts changes of sign, frame by frame. Zero counts as positive.</summary>
/// <remarks>
/// As librosa.feature.zero_crossing_rate: frame t spans the samples from t·hop − size/2 to t·hop + size/2 − 1, beyond the ends
/// nothing crosses, and the count is divided by the frame's length. Frames overlap, so the count up to each border is kept instead.
/// </remarks>
/// <param name="size">Length of a frame; a multiple of twice the hop.</param>
/// <param name="hop">Distance of two frames.</param>
internal sealed class ZeroCrossings(int size, int hop)
{
    private readonly List<int> _upTo = [];     // crossings up to sample k·hop, that one included
    private readonly List<int> _before = [];   // the same without that one
    private bool _wasNegative;
    private int _count;
    private int _position;

    /// <summary>Starts anew.</summary>
    public void Reset()
    {
        _upTo.Clear();
        _before.Clear();
        (_count, _position) = (0, 0);
    }

    /// <summary>Takes the next samples.</summary>
    public void Process(ReadOnlySpan<float> samples)
    {
        foreach (float sample in samples)
        {
            bool negative = sample < 0;
            int crossed = _position > 0 && negative != _wasNegative ? 1 : 0;
            if (_position % hop == 0)
            {
                _before.Add(_count);
                _upTo.Add(_count + crossed);
            }

            _count += crossed;
            _wasNegative = negative;
            _position++;
        }
    }

    /// <summary>Rate of one frame.</summary>
    /// <param name="frame">0 and up.</param>
    public double Rate(int frame)
    {
        int reach = size / 2 / hop;
        int first = frame - reach;
        int end = frame + reach;
        int before = first <= 0 ? 0 : _upTo[first];
        int through = end < _before.Count ? _before[end] : _count;
        return (double)(through - before) / size;
    }
}
