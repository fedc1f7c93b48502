namespace Lacquer.Dsp;

/// <summary>Owns planar audio: shape [channels, frames], full scale ±1.</summary>
public sealed class AudioBuffer
{
    private readonly float[][] _channels;

    /// <summary>Allocates silence.</summary>
    /// <param name="channels">Number of channels, 1 or more.</param>
    /// <param name="frames">Capacity in frames, 0 or more.</param>
    public AudioBuffer(int channels, int frames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        _channels = new float[channels][];
        for (int c = 0; c < channels; c++)
        {
            _channels[c] = new float[frames];
        }

        Frames = frames;
    }

    /// <summary>Number of channels.</summary>
    public int Channels => _channels.Length;

    /// <summary>Capacity in frames.</summary>
    public int Frames { get; }

    /// <summary>All samples of one channel.</summary>
    public Span<float> Channel(int channel) => _channels[channel];

    /// <summary>The whole buffer as a block.</summary>
    public AudioBlock AsBlock() => new(_channels, 0, Frames);

    /// <summary>Part of the buffer as a block that shares its memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie within the buffer.</exception>
    public AudioBlock AsBlock(int start, int frames) => AsBlock().Slice(start, frames);
}
