namespace Lacquer.Audio;

/// <summary>A file cannot be read or written.</summary>
/// <param name="fault">The stable code.</param>
/// <param name="message">What is wrong and what to do, in one line, without the file's name.</param>
/// <param name="innerException">The cause, when there is one.</param>
public sealed class AudioFileException(AudioFault fault, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The stable code.</summary>
    public AudioFault Fault { get; } = fault;
}
