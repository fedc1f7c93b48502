using Lacquer.Dsp;

namespace Lacquer.Audio;

/// <summary>One pass through a source.</summary>
public interface IAudioReader : IDisposable
{
    /// <summary>Fills the block from its first frame.</summary>
    /// <param name="destination">Shape [channels, frames] with the source's number of channels.</param>
    /// <returns>Frames read; fewer than asked only at the end; 0 at the end.</returns>
    /// <exception cref="AudioFileException">A sample is NaN or infinite (the message says where), or the file cannot be read.</exception>
    int Read(AudioBlock destination);
}
