namespace Lacquer.Dsp;

/// <summary>One stage that changes audio in place. Belongs to one render; settings live in an immutable record.</summary>
/// <remarks>
/// Every implementation has a public constructor that takes its settings record (which has defaults), is covered by the
/// processor contract tests through reflection, and allocates, locks, logs and throws nothing in <see cref="Process"/>.
/// The result does not depend on how the stream is cut into blocks.
/// </remarks>
public interface IAudioProcessor
{
    /// <summary>Delay from input to output, in frames. Valid after <see cref="Prepare"/>.</summary>
    int LatencyFrames { get; }

    /// <summary>Allocates everything for this format and forgets all sound. May be called again.</summary>
    void Prepare(StreamFormat format);

    /// <summary>Changes the block in place. Shape [channels, frames], 1 to <see cref="StreamFormat.MaxFrames"/> frames.</summary>
    void Process(AudioBlock block);

    /// <summary>Forgets all sound, as if newly prepared.</summary>
    void Reset();
}
