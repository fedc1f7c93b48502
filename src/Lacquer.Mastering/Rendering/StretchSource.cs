using Lacquer.Audio;
using Lacquer.Audio.Tags;
using Lacquer.Dsp;

namespace Lacquer.Mastering.Rendering;

/// <summary>A stretch of a source as a source of its own. The source stays its owner's.</summary>
/// <param name="whole">Where it lies.</param>
/// <param name="firstFrame">0 for the start.</param>
/// <param name="endFrame">The frame after the last, at most the source's frames.</param>
internal sealed class StretchSource(IAudioSource whole, long firstFrame, long endFrame) : IAudioSource
{
    private const int SkipFrames = 65_536;

    /// <inheritdoc/>
    public AudioFormat Format => whole.Format;

    /// <inheritdoc/>
    public long Frames => endFrame - firstFrame;

    /// <inheritdoc/>
    public long MissingFrames => 0;

    /// <inheritdoc/>
    public AudioTags Tags => AudioTags.None;

    /// <inheritdoc/>
    public IAudioReader OpenReader()
    {
        IAudioReader reader = whole.OpenReader();
        var unheard = new AudioBuffer(Format.Channels, SkipFrames);
        for (long left = firstFrame; left > 0;)
        {
            int read = reader.Read(unheard.AsBlock(0, (int)Math.Min(left, SkipFrames)));
            left = read > 0 ? left - read : 0;
        }

        return new Reader(reader, Frames);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing of its own.
    }

    private sealed class Reader(IAudioReader reader, long frames) : IAudioReader
    {
        private long _left = frames;

        public int Read(AudioBlock destination)
        {
            int read = _left == 0 ? 0 : reader.Read(destination.Slice(0, (int)Math.Min(destination.Frames, _left)));
            _left -= read;
            return read;
        }

        public void Dispose() => reader.Dispose();
    }
}
