using System.Numerics;

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
        while (!samples.IsEmpty)
        {
            int crossed = _position > 0 && samples[0] < 0 != _wasNegative ? 1 : 0;
            int inHop = _position % hop;
            if (inHop == 0)
            {
                _before.Add(_count);
                _upTo.Add(_count + crossed);
            }

            int taken = Math.Min(samples.Length, hop - inHop);
            _count += crossed + Count(samples[..taken]);
            _wasNegative = samples[taken - 1] < 0;
            _position += taken;
            samples = samples[taken..];
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

    /// <summary>Changes of sign within a stretch. Lane: sample.</summary>
    private static int Count(ReadOnlySpan<float> samples)
    {
        Vector<int> counts = default; // a comparison that holds is −1
        int n = 1;
        for (; n <= samples.Length - Vector<float>.Count; n += Vector<float>.Count)
        {
            counts -= Vector.LessThan(new Vector<float>(samples[n..]), Vector<float>.Zero)
                ^ Vector.LessThan(new Vector<float>(samples[(n - 1)..]), Vector<float>.Zero);
        }

        int count = Vector.Sum(counts);
        for (; n < samples.Length; n++)
        {
            count += samples[n] < 0 != samples[n - 1] < 0 ? 1 : 0;
        }

        return count;
    }
}
