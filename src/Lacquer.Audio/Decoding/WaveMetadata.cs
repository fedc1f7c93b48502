using System.Buffers.Binary;
using Lacquer.Audio.Tags;
using Lacquer.Dsp.Standards;

namespace Lacquer.Audio.Decoding;

/// <summary>Gathers the metadata chunks of a WAV file within a budget of bytes.</summary>
internal sealed class WaveMetadata(int maxBytes)
{
    private static readonly string[] Carried = ["bext", "iXML", "axml", "cue ", "_PMX", "chna"];

    private readonly List<KeyValuePair<string, string>> _texts = [];
    private readonly List<RawChunk> _chunks = [];
    private int _bytesLeft = maxBytes;

    /// <summary>Takes a chunk when it is one of ours, whole, and within the budget.</summary>
    public void Add(InputFile file, uint id, long body, long size)
    {
        Span<byte> name = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(name, id);
        string text = TextEncoding.Latin1.GetString(name);
        bool isCarried = Array.IndexOf(Carried, text) >= 0;
        bool isId3 = text is "id3 " or "ID3 ";
        if (!(isCarried || isId3 || id == Riff.List) || size > _bytesLeft || size > file.Length - body)
        {
            return;
        }

        var data = new byte[size];
        if (!file.TryRead(body, data))
        {
            return;
        }

        _bytesLeft -= data.Length;
        if (isId3)
        {
            TextTags.Merge(_texts, Id3Tags.Read(data));
        }
        else if (id != Riff.List)
        {
            _chunks.Add(new RawChunk { Id = text, Data = data });
        }
        else if (data.AsSpan().StartsWith("INFO"u8))
        {
            TextTags.Merge(_texts, InfoTags.Read(data.AsSpan(4)));
        }
        else if (data.AsSpan().StartsWith("adtl"u8))
        {
            _chunks.Add(new RawChunk { Id = text, Data = data });
        }
    }

    /// <summary>What was found; chunks that count frames are marked with the file's rate.</summary>
    public AudioTags ToTags(int sampleRateHz) => new()
    {
        Texts = _texts,
        Chunks = [.. _chunks.Select(chunk => chunk.Id is "bext" or "cue " or "LIST" ? chunk with { SampleRateHz = sampleRateHz } : chunk)],
    };
}
