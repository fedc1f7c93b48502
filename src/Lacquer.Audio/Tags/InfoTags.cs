using System.Buffers.Binary;

namespace Lacquer.Audio.Tags;

/// <summary>The text fields of a RIFF <c>LIST INFO</c> chunk.</summary>
/// <remarks>IBM and Microsoft, Multimedia Programming Interface and Data Specifications 1.0, "INFO List Chunk".</remarks>
internal static class InfoTags
{
    private static readonly KeyValuePair<string, string>[] Names =
    [
        new("INAM", "title"), new("IART", "artist"), new("IPRD", "album"), new("ICRD", "date"), new("IGNR", "genre"),
        new("ICMT", "comment"), new("ITRK", "track"), new("IPRT", "track"), new("ICOP", "copyright"), new("IENG", "engineer"),
        new("ISBJ", "subject"), new("IKEY", "keywords"), new("ICMS", "commissioned_by"), new("ILNG", "lyrics_language"),
        new("IMUS", "composer"), new("IWRI", "lyricist"), new("ISRF", "source_form"), new("ISRC", "source"),
    ];

    /// <summary>Reads the fields behind the word INFO; stops quietly where the list is broken.</summary>
    public static List<KeyValuePair<string, string>> Read(ReadOnlySpan<byte> list)
    {
        var texts = new List<KeyValuePair<string, string>>();
        while (list.Length >= 8)
        {
            string id = TextEncoding.Latin1.GetString(list[..4]);
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(list[4..]);
            list = list[8..];
            if (size > list.Length)
            {
                break;
            }

            int name = Array.FindIndex(Names, pair => pair.Key == id);
            if (name >= 0)
            {
                texts.Add(new(Names[name].Value, TextTags.Decode(list[..(int)size])));
            }

            list = list[Math.Min(list.Length, (int)size + (int)(size & 1))..];
        }

        return texts;
    }

    /// <summary>Whether INFO has a field of this name.</summary>
    public static bool Knows(string key) => Array.Exists(Names, pair => pair.Value == key);

    /// <summary>A whole <c>LIST</c> chunk's content with the fields that INFO knows; empty when there is none.</summary>
    public static byte[] Write(IReadOnlyList<KeyValuePair<string, string>> texts)
    {
        using var list = new MemoryStream();
        list.Write("INFO"u8);
        Span<byte> size = stackalloc byte[4];
        foreach ((string key, string value) in texts)
        {
            int name = Array.FindIndex(Names, pair => pair.Value == key);
            if (name < 0)
            {
                continue;
            }

            byte[] text = TextEncoding.UTF8.GetBytes(value + '\0');
            BinaryPrimitives.WriteInt32LittleEndian(size, text.Length);
            list.Write(TextEncoding.Latin1.GetBytes(Names[name].Key));
            list.Write(size);
            list.Write(text);
            if ((text.Length & 1) == 1)
            {
                list.WriteByte(0);
            }
        }

        return list.Length > 4 ? list.ToArray() : [];
    }
}
