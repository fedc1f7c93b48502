using System.Numerics;

using Lacquer.Audio;
using Lacquer.Dsp;

namespace Lacquer.Mastering.Analysis;

/// <summary>One stretch of the stream as every meter of the pass sees it: the channels and, once for all, mid and side.</summary>
internal sealed class StreamBlock(int channels, int capacity)
{
    private readonly AudioBuffer _buffer = new(channels, capacity);
    private readonly float[] _mid = new float[capacity];
    private readonly float[] _side = new float[channels > 1 ? capacity : 0];

    /// <summary>Frames held.</summary>
    public int Frames { get; private set; }

    /// <summary>The channels.</summary>
    public AudioBlock Audio => _buffer.AsBlock(0, Frames);

    /// <summary>(L+R)/2; for mono the channel itself.</summary>
    public ReadOnlySpan<float> Mid => _mid.AsSpan(0, Frames);

    /// <summary>(L−R)/2; empty for mono.</summary>
    public ReadOnlySpan<float> Side => _side.AsSpan(0, _side.Length == 0 ? 0 : Frames);

    /// <summary>Reads the next stretch; after the end, holds no frames.</summary>
    public void Fill(IAudioReader reader)
    {
        Frames = reader.Read(_buffer.AsBlock());
        if (_buffer.Channels == 1)
        {
            _buffer.Channel(0)[..Frames].CopyTo(_mid);
            return;
        }

        ReadOnlySpan<float> left = _buffer.Channel(0)[..Frames];
        ReadOnlySpan<float> right = _buffer.Channel(1)[..Frames];
        int n = 0;
        for (; n <= Frames - Vector<float>.Count; n += Vector<float>.Count)
        {
            var l = new Vector<float>(left[n..]);
            var r = new Vector<float>(right[n..]);
            ((l + r) * 0.5f).CopyTo(_mid, n);
            ((l - r) * 0.5f).CopyTo(_side, n);
        }

        for (; n < Frames; n++)
        {
            _mid[n] = (left[n] + right[n]) * 0.5f;
            _side[n] = (left[n] - right[n]) * 0.5f;
        }
    }
}
