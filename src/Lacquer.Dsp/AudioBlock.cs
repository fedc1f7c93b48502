namespace Lacquer.Dsp;

/// <summary>A view of planar audio that a processor changes in place. Shape [channels, frames], full scale ±1.</summary>
public readonly struct AudioBlock
{
    private readonly float[][] _channels;
    private readonly int _start;

    internal AudioBlock(float[][] channels, int start, int frames)
    {
        _channels = channels;
        _start = start;
        Frames = frames;
    }

    /// <summary>Number of channels.</summary>
    public int Channels => _channels.Length;

    /// <summary>Number of frames; one frame is one sample of every channel.</summary>
    public int Frames { get; }

    /// <summary>The samples of one channel.</summary>
    public Span<float> Channel(int channel) => _channels[channel].AsSpan(_start, Frames);

    /// <summary>Part of this block; shares its memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie within the block.</exception>
    public AudioBlock Slice(int start, int frames)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Frames - frames);
        return new AudioBlock(_channels, _start + start, frames);
    }

    /// <summary>Sets every sample to zero.</summary>
    public void Clear()
    {
        for (int c = 0; c < Channels; c++)
        {
            Channel(c).Clear();
        }
    }

    /// <summary>Copies to a block of the same number of channels and at least as many frames.</summary>
    public void CopyTo(AudioBlock destination)
    {
        for (int c = 0; c < Channels; c++)
        {
            Channel(c).CopyTo(destination.Channel(c));
        }
    }
}
