namespace Lacquer.Audio.Tags;

/// <summary>What a file says about the music: carried from the mix to the master.</summary>
public sealed record AudioTags
{
    /// <summary>No tags.</summary>
    public static readonly AudioTags None = new();

    /// <summary>Text fields by their usual lower-case names (title, artist, album, date, isrc, comment …), in file order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts { get; init; } = [];

    /// <summary>Metadata chunks of a WAV file (bext, iXML, cue points) for a master that is a WAV file too; others leave them out.</summary>
    public IReadOnlyList<RawChunk> Chunks { get; init; } = [];
}
