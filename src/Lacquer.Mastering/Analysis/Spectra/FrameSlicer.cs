namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Cuts mid and side into frames that overlap by half, however the stream arrives.</summary>
/// <remarks>
/// Keeps half a frame more than it needs, so that the last frame can end with the last sample instead of being padded:
/// a padded edge would splatter over the whole spectrum.
/// </remarks>
internal sealed class FrameSlicer
{
    private readonly float[] _mid;
    private readonly float[] _side;
    private int _end;
    private int _lastFrameEnd;

    /// <param name="size">Frame length in frames of audio; even.</param>
    public FrameSlicer(int size)
    {
        Size = size;
        _mid = new float[size + (size / 2)];
        _side = new float[size + (size / 2)];
    }

    public int Size { get; }

    public int Hop => Size / 2;

    /// <summary>Samples held so far, at most one frame; less than <see cref="Size"/> only at the start of the stream.</summary>
    public int Held => Math.Min(_end, Size);

    public ReadOnlySpan<float> Mid => _mid.AsSpan(_end - Held, Held);

    public ReadOnlySpan<float> Side => _side.AsSpan(_end - Held, Held);

    /// <summary>Takes samples up to the next full frame.</summary>
    /// <param name="mid">Mid samples; advanced past what was taken.</param>
    /// <param name="side">Side samples, as many as mid, or none for mono; advanced likewise.</param>
    /// <returns>Whether a new frame is complete.</returns>
    public bool Advance(ref ReadOnlySpan<float> mid, ref ReadOnlySpan<float> side)
    {
        if (_end == _mid.Length)
        {
            _mid.AsSpan(Hop).CopyTo(_mid);
            _side.AsSpan(Hop).CopyTo(_side);
            _end -= Hop;
            _lastFrameEnd = _end;
        }

        int wanted = (_end < Size ? Size : _mid.Length) - _end;
        int taken = Math.Min(wanted, mid.Length);
        mid[..taken].CopyTo(_mid.AsSpan(_end));
        mid = mid[taken..];
        if (!side.IsEmpty)
        {
            side[..taken].CopyTo(_side.AsSpan(_end));
            side = side[taken..];
        }

        _end += taken;
        if (taken < wanted)
        {
            return false;
        }

        _lastFrameEnd = _end;
        return true;
    }

    /// <summary>Whether the end of the stream holds enough unseen samples for a frame of its own.</summary>
    public bool HasRest => _end - _lastFrameEnd > (_lastFrameEnd == 0 ? 0 : Hop / 8);
}
