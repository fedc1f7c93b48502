using Lacquer.Dsp;

namespace Lacquer.TestKit;

/// <summary>Hands a buffer on in blocks of odd sizes, to prove that the cut does not matter.</summary>
public static class Cuts
{
    /// <summary>Block sizes that meet vector widths, chunk ends and neither.</summary>
    public static readonly int[] Sizes = [1, 64, 65, 8_193];

    /// <summary>Calls <paramref name="take"/> with consecutive blocks of a size, the last one shorter.</summary>
    public static void Each(AudioBuffer buffer, int frames, Action<AudioBlock> take)
    {
        for (int start = 0; start < buffer.Frames; start += frames)
        {
            take(buffer.AsBlock(start, Math.Min(frames, buffer.Frames - start)));
        }
    }
}
