using System.Buffers.Binary;

namespace Lacquer.Audio.Decoding;

/// <summary>Finds out whether an Ogg file ends where its stream ends.</summary>
/// <remarks>RFC 3533, section 6: page header, flag 4 = end of stream, granule position.</remarks>
internal static class OggInspector
{
    private const int HeaderBytes = 27;
    private const int EndOfStream = 4;

    /// <summary>The least number of frames missing at the end; 0 when the last page ends its stream.</summary>
    public static long MissingFrames(InputFile file)
    {
        Span<byte> header = stackalloc byte[HeaderBytes + 255];
        long at = 0;
        long granule = 0;
        bool isEnded = true;
        while (at < file.Length)
        {
            int read = file.Read(at, header);
            if (read < 4 || !header.StartsWith("OggS"u8))
            {
                // Lost: damage, or something else behind the stream. Look for the next page.
                long next = NextPage(file, at + 1);
                if (next < 0)
                {
                    break;
                }

                at = next;
                continue;
            }

            if (read < HeaderBytes || read < HeaderBytes + header[26])
            {
                return 1;
            }

            int body = 0;
            foreach (byte segment in header.Slice(HeaderBytes, header[26]))
            {
                body += segment;
            }

            long position = BinaryPrimitives.ReadInt64LittleEndian(header[6..]);
            at += HeaderBytes + header[26] + body;
            if (at > file.Length)
            {
                return Math.Max(1, position - granule);
            }

            granule = position >= 0 ? position : granule;
            isEnded = (header[5] & EndOfStream) != 0;
        }

        return isEnded ? 0 : 1;
    }

    private static long NextPage(InputFile file, long from)
    {
        var window = new byte[1 << 16];
        while (from < file.Length)
        {
            int read = file.Read(from, window);
            int found = window.AsSpan(0, read).IndexOf("OggS"u8);
            if (found >= 0)
            {
                return from + found;
            }

            if (read < window.Length)
            {
                break;
            }

            from += read - 3;
        }

        return -1;
    }
}
