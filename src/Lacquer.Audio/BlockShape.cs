using Lacquer.Dsp;

namespace Lacquer.Audio;

/// <summary>Checks that a block fits a stream.</summary>
internal static class BlockShape
{
    /// <summary>Refuses a block with another number of channels.</summary>
    /// <exception cref="ArgumentException">The caller's mistake.</exception>
    public static void Check(AudioBlock block, int channels)
    {
        if (block.Channels != channels)
        {
            throw new ArgumentException($"The block has {block.Channels} channels and the stream {channels}.", nameof(block));
        }
    }
}
