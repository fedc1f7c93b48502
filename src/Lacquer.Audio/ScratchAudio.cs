using System.Runtime.InteropServices;
using Lacquer.Dsp;
using Microsoft.Win32.SafeHandles;

namespace Lacquer.Audio;

/// <summary>Sound in a temporary file: written once from front to back, read many times, gone when disposed. Memory does not grow with length.</summary>
/// <remarks>
/// The file is a row of sections of <see cref="SectionFrames"/> frames; a section holds one channel after the other, so both directions are
/// plain copies. On Unix the file has no name from the start: even a killed process leaves nothing behind.
/// </remarks>
public sealed class ScratchAudio : IDisposable
{
    internal const int SectionFrames = 1 << 15;

    private readonly SafeFileHandle _file;
    private readonly float[] _section;
    private int _sectionUsed;
    private long _flushedSections;

    /// <summary>Creates an empty scratch file in the system's temporary folder.</summary>
    /// <param name="sampleRateHz">Frames per second; only carried along.</param>
    /// <param name="channels">Number of channels, 1 or more.</param>
    /// <exception cref="AudioFileException">The temporary folder cannot be written.</exception>
    public ScratchAudio(int sampleRateHz, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        SampleRateHz = sampleRateHz;
        Channels = channels;
        _section = new float[channels * SectionFrames];
        string path = Path.Combine(Path.GetTempPath(), $".lacquer-{Guid.NewGuid():N}.scratch");
        try
        {
            _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }

    /// <summary>Frames per second.</summary>
    public int SampleRateHz { get; }

    /// <summary>Number of channels.</summary>
    public int Channels { get; }

    /// <summary>Frames written so far.</summary>
    public long Frames => (_flushedSections * SectionFrames) + _sectionUsed;

    /// <summary>Adds frames at the end.</summary>
    /// <exception cref="AudioFileException">The disk is full.</exception>
    public void Append(AudioBlock block)
    {
        BlockShape.Check(block, Channels);
        int done = 0;
        while (done < block.Frames)
        {
            int frames = Math.Min(block.Frames - done, SectionFrames - _sectionUsed);
            for (int c = 0; c < Channels; c++)
            {
                block.Channel(c).Slice(done, frames).CopyTo(_section.AsSpan((c * SectionFrames) + _sectionUsed));
            }

            Advance(frames);
            done += frames;
        }
    }

    /// <summary>Adds interleaved frames at the end.</summary>
    internal void AppendInterleaved(ReadOnlySpan<float> interleaved)
    {
        while (interleaved.Length > 0)
        {
            int frames = Math.Min(interleaved.Length / Channels, SectionFrames - _sectionUsed);
            ReadOnlySpan<float> part = interleaved[..(frames * Channels)];
            Interleaving.Split(part, _section, SectionFrames, _sectionUsed, Channels);
            Advance(frames);
            interleaved = interleaved[part.Length..];
        }
    }

    /// <summary>Reads what has been written up to now, from the first frame. Several readers may be open at once.</summary>
    /// <remarks>Dispose readers before the scratch file.</remarks>
    public IAudioReader OpenReader() => OpenReader(0, Frames);

    /// <summary>Reads only a stretch.</summary>
    /// <param name="firstFrame">0 for the start.</param>
    /// <param name="endFrame">The frame after the last; beyond <paramref name="firstFrame"/>, at most <see cref="Frames"/>.</param>
    public IAudioReader OpenReader(long firstFrame, long endFrame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstFrame);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(endFrame, Frames);
        if (_sectionUsed > 0)
        {
            WriteSection();
        }

        return new ScratchReader(_file, Channels, firstFrame, endFrame);
    }

    /// <summary>Deletes the file.</summary>
    public void Dispose() => _file.Dispose();

    private void Advance(int frames)
    {
        _sectionUsed += frames;
        if (_sectionUsed == SectionFrames)
        {
            WriteSection();
            _flushedSections++;
            _sectionUsed = 0;
        }
    }

    private void WriteSection()
    {
        try
        {
            RandomAccess.Write(_file, MemoryMarshal.AsBytes(_section.AsSpan()), _flushedSections * _section.Length * sizeof(float));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }

    private static AudioFileException Unwritable(Exception cause) =>
        new(
            AudioFault.Unwritable,
            $"the temporary folder {Path.GetTempPath()} cannot be written ({cause.Message.ReplaceLineEndings(" ")}); free some space or set TMPDIR",
            cause);
}
