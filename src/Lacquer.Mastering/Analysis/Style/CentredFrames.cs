namespace Lacquer.Mastering.Analysis.Style;

/// <summary>Cuts a stream into overlapping frames; frame t is centred on sample t·hop, and the ends are mirrored to fill the outermost.</summary>
/// <remarks>As librosa frames with center=True and pad_mode='reflect': N samples give 1 + ⌊N/hop⌋ frames.</remarks>
/// <param name="size">Length of a frame, even.</param>
/// <param name="hop">Distance of two frames.</param>
/// <param name="take">Called with every frame; the span is valid until it returns.</param>
internal sealed class CentredFrames(int size, int hop, CentredFrames.Taker take)
{
    private readonly float[] _held = new float[size];
    private readonly float[] _edge = new float[(size / 2) + 1];
    private int _filled;
    private int _seen; // samples in _edge at the start, until it is full

    /// <summary>Takes a frame.</summary>
    public delegate void Taker(ReadOnlySpan<float> frame);

    /// <summary>Fewest samples that can be mirrored.</summary>
    public static int Least(int size) => (size / 2) + 1;

    /// <summary>Starts anew.</summary>
    public void Reset() => (_filled, _seen) = (0, 0);

    /// <summary>Takes the next samples.</summary>
    public void Process(ReadOnlySpan<float> samples)
    {
        if (_seen < _edge.Length)
        {
            int taken = Math.Min(samples.Length, _edge.Length - _seen);
            samples[..taken].CopyTo(_edge.AsSpan(_seen));
            samples = samples[taken..];
            _seen += taken;
            if (_seen < _edge.Length)
            {
                return;
            }

            Span<float> mirrored = stackalloc float[1];
            for (int n = _edge.Length - 1; n > 0; n--)
            {
                mirrored[0] = _edge[n];
                Append(mirrored);
            }

            Append(_edge);
        }

        Append(samples);
    }

    /// <summary>Mirrors the end. Nothing happens when there are fewer than <see cref="Least"/> samples.</summary>
    public void Finish()
    {
        if (_seen < _edge.Length)
        {
            return;
        }

        // The last size/2 + 1 samples are held always: a frame keeps at least size − hop of them, and at the start the mirrored ones.
        Span<float> tail = stackalloc float[size / 2];
        for (int n = 0; n < tail.Length; n++)
        {
            tail[n] = _held[_filled - 2 - n];
        }

        Append(tail);
    }

    private void Append(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            int taken = Math.Min(samples.Length, size - _filled);
            samples[..taken].CopyTo(_held.AsSpan(_filled));
            samples = samples[taken..];
            _filled += taken;
            if (_filled == size)
            {
                take(_held);
                _held.AsSpan(hop).CopyTo(_held);
                _filled = size - hop;
            }
        }
    }
}
