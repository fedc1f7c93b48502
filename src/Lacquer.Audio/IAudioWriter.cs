using Lacquer.Dsp;

namespace Lacquer.Audio;

/// <summary>Writes one sound file. The file appears under its name in <see cref="Complete"/>, whole, or not at all.</summary>
public interface IAudioWriter : IDisposable
{
    /// <summary>Frames written so far.</summary>
    long Frames { get; }

    /// <summary>Samples beyond full scale that an integer coding had to clip; 0 for floating-point and lossy codings.</summary>
    long ClippedSamples { get; }

    /// <summary>Adds frames at the end; the block is not changed.</summary>
    /// <exception cref="AudioFileException">The disk is full or the encoder failed.</exception>
    void Write(AudioBlock block);

    /// <summary>Finishes the file and gives it its name. Disposing without it deletes what was written.</summary>
    /// <exception cref="AudioFileException">It cannot be finished, or a file of that name has appeared meanwhile.</exception>
    void Complete();
}
