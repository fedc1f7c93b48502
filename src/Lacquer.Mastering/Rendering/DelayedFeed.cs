using Lacquer.Audio;
using Lacquer.Dsp;

namespace Lacquer.Mastering.Rendering;

/// <summary>Reads a source, then as many frames of silence as the chain is late.</summary>
internal sealed class DelayedFeed(IAudioReader reader, int tailFrames)
{
    private int _tail = tailFrames;

    public int Read(AudioBlock block)
    {
        int frames = reader.Read(block);
        if (frames == block.Frames)
        {
            return frames;
        }

        int silence = Math.Min(_tail, block.Frames - frames);
        block.Slice(frames, silence).Clear();
        _tail -= silence;
        return frames + silence;
    }
}
