using Lacquer.Audio.Tags;

namespace Lacquer.Audio.Decoding;

/// <summary>An uncompressed file that is read in place.</summary>
internal sealed class PcmSource(InputFile file, PcmLayout layout) : IAudioSource
{
    /// <inheritdoc/>
    public AudioFormat Format => layout.Format;

    /// <inheritdoc/>
    public long Frames => layout.Frames;

    /// <inheritdoc/>
    public long MissingFrames => layout.MissingFrames;

    /// <inheritdoc/>
    public AudioTags Tags => layout.Tags;

    /// <inheritdoc/>
    public IAudioReader OpenReader() => new PcmReader(file, layout);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
