using System.Runtime.InteropServices;
using Lacquer.Dsp;
using Microsoft.Win32.SafeHandles;

namespace Lacquer.Audio;

/// <summary>One pass through a scratch file, or through a stretch of it. Reads straight into the caller's block.</summary>
internal sealed class ScratchReader(SafeFileHandle file, int channels, long firstFrame, long endFrame) : IAudioReader
{
    private long _frame = firstFrame;

    /// <inheritdoc/>
    public int Read(AudioBlock destination)
    {
        BlockShape.Check(destination, channels);
        int wanted = (int)Math.Min(destination.Frames, endFrame - _frame);
        int done = 0;
        while (done < wanted)
        {
            (long section, long start) = Math.DivRem(_frame, ScratchAudio.SectionFrames);
            int count = (int)Math.Min(wanted - done, ScratchAudio.SectionFrames - start);
            for (int c = 0; c < channels; c++)
            {
                long sample = (((section * channels) + c) * ScratchAudio.SectionFrames) + start;
                ReadExactly(MemoryMarshal.AsBytes(destination.Channel(c).Slice(done, count)), sample * sizeof(float));
            }

            done += count;
            _frame += count;
        }

        return done;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The file belongs to the scratch audio.
    }

    private void ReadExactly(Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            int read;
            try
            {
                read = RandomAccess.Read(file, bytes, offset);
            }
            catch (IOException exception)
            {
                throw Unreadable(exception);
            }

            if (read == 0)
            {
                throw Unreadable(null);
            }

            bytes = bytes[read..];
            offset += read;
        }
    }

    private static AudioFileException Unreadable(Exception? cause) =>
        new(AudioFault.Unreadable, $"the scratch file in {Path.GetTempPath()} cannot be read back; check the disk", cause);
}
