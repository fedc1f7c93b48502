namespace Lacquer.Audio.Tags;

/// <summary>A metadata chunk of a WAV file that is carried over byte by byte.</summary>
public sealed record RawChunk
{
    /// <summary>Four characters, as in the file: <c>bext</c>, <c>iXML</c>, <c>cue </c>.</summary>
    public required string Id { get; init; }

    /// <summary>The chunk's content without header and padding.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Rate whose frames the chunk counts in; a writer at another rate converts the chunk or leaves it out. Default 0: none.</summary>
    public int SampleRateHz { get; init; }
}
