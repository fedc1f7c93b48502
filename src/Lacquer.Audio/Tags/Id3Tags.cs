using System.Buffers.Binary;

namespace Lacquer.Audio.Tags;

/// <summary>The text fields of an ID3v2.3 or 2.4 tag, as WAV and AIFF files carry one in a chunk.</summary>
/// <remarks>id3.org: ID3 tag version 2.3.0 and 2.4.0, "Main structure" and "Native frames". Compressed and encrypted frames are left out.</remarks>
internal static class Id3Tags
{
    private const int HeaderBytes = 10;

    private static readonly KeyValuePair<string, string>[] Names =
    [
        new("TIT2", "title"), new("TPE1", "artist"), new("TALB", "album"), new("TDRC", "date"), new("TYER", "date"),
        new("TCON", "genre"), new("TRCK", "track"), new("TPOS", "disc"), new("TCOP", "copyright"), new("TCOM", "composer"),
        new("TSRC", "isrc"), new("TPE2", "album_artist"), new("TPUB", "publisher"), new("TEXT", "lyricist"), new("TBPM", "bpm"),
        new("COMM", "comment"), new("TKEY", "initialkey"),
    ];

    /// <summary>Reads the fields; stops quietly where the tag is broken.</summary>
    public static List<KeyValuePair<string, string>> Read(ReadOnlySpan<byte> tag)
    {
        var texts = new List<KeyValuePair<string, string>>();
        if (tag.Length < HeaderBytes || !tag.StartsWith("ID3"u8) || tag[3] is not (3 or 4))
        {
            return texts;
        }

        int version = tag[3];
        int flags = tag[5];
        int size = SyncSafe(tag[6..]);
        ReadOnlySpan<byte> rest = tag[HeaderBytes..Math.Min(tag.Length, HeaderBytes + size)];
        if ((flags & 0x40) != 0 && rest.Length >= 4)
        {
            int extended = version == 4 ? SyncSafe(rest) : 4 + Math.Clamp(BinaryPrimitives.ReadInt32BigEndian(rest), 0, rest.Length - 4);
            rest = rest[Math.Min(extended, rest.Length)..];
        }

        while (rest.Length > HeaderBytes && rest[0] != 0)
        {
            string id = TextEncoding.Latin1.GetString(rest[..4]);
            int frameSize = version == 4 ? SyncSafe(rest[4..]) : BinaryPrimitives.ReadInt32BigEndian(rest[4..]);
            bool isPlain = (rest[9] & 0x0F) == 0;
            rest = rest[HeaderBytes..];
            if (frameSize <= 0 || frameSize > rest.Length)
            {
                break;
            }

            AddFrame(texts, id, isPlain ? rest[..frameSize] : []);
            rest = rest[frameSize..];
        }

        return texts;
    }

    /// <summary>A whole ID3v2.4 tag in UTF-8.</summary>
    public static byte[] Write(IReadOnlyList<KeyValuePair<string, string>> texts)
    {
        using var frames = new MemoryStream();
        foreach ((string key, string value) in texts)
        {
            int name = Array.FindIndex(Names, pair => pair.Value == key);
            string id = key == "comment" ? "COMM" : name < 0 ? "TXXX" : Names[name].Key;
            string prefix = id switch { "COMM" => "eng\0", "TXXX" => key + '\0', _ => "" };
            byte[] body = [3, .. TextEncoding.UTF8.GetBytes(prefix + value)];
            frames.Write(TextEncoding.Latin1.GetBytes(id));
            frames.Write(SyncSafe(body.Length));
            frames.Write([0, 0]);
            frames.Write(body);
        }

        return [.. "ID3"u8, 4, 0, 0, .. SyncSafe((int)frames.Length), .. frames.ToArray()];
    }

    private static byte[] SyncSafe(int value) =>
        [(byte)((value >> 21) & 0x7F), (byte)((value >> 14) & 0x7F), (byte)((value >> 7) & 0x7F), (byte)(value & 0x7F)];

    private static void AddFrame(List<KeyValuePair<string, string>> texts, string id, ReadOnlySpan<byte> frame)
    {
        int name = Array.FindIndex(Names, pair => pair.Key == id);
        if (frame.Length < 2 || (name < 0 && id != "TXXX"))
        {
            return;
        }

        int coding = frame[0];
        ReadOnlySpan<byte> body = frame[1..];
        if (id == "COMM")
        {
            body = body.Length > 3 ? body[3..] : [];
        }

        string text = Decode(coding, body);
        if (id is "COMM" or "TXXX")
        {
            int end = text.IndexOf('\0', StringComparison.Ordinal);
            string description = end < 0 ? "" : text[..end];
            string value = end < 0 ? text : text[(end + 1)..];
            if (id == "TXXX" || description.Length == 0)
            {
                texts.Add(new(id == "TXXX" ? description : "comment", value.TrimStart('\uFEFF')));
            }

            return;
        }

        texts.Add(new(Names[name].Value, text.TrimEnd('\0').Replace("\0", "; ", StringComparison.Ordinal)));
    }

    private static string Decode(int coding, ReadOnlySpan<byte> body) => coding switch
    {
        1 when body.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) => TextEncoding.BigEndianUnicode.GetString(body[2..]),
        1 when body.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) => TextEncoding.Unicode.GetString(body[2..]),
        1 => TextEncoding.Unicode.GetString(body),
        2 => TextEncoding.BigEndianUnicode.GetString(body),
        3 => TextEncoding.UTF8.GetString(body),
        _ => TextEncoding.Latin1.GetString(body),
    };

    private static int SyncSafe(ReadOnlySpan<byte> bytes) =>
        ((bytes[0] & 0x7F) << 21) | ((bytes[1] & 0x7F) << 14) | ((bytes[2] & 0x7F) << 7) | (bytes[3] & 0x7F);
}
