using System.Buffers.Binary;

namespace Lacquer.Audio.Decoding;

/// <summary>Finds out whether an MP4 file ends inside one of its boxes.</summary>
/// <remarks>ISO/IEC 14496-12, 4.2: 32-bit size and type; size 1 = a 64-bit size follows; size 0 = to the end of the file.</remarks>
internal static class Mp4Inspector
{
    /// <summary>Past this many top-level boxes a file is not music but an attack.</summary>
    private const int MaxBoxes = 65_536;

    /// <summary>Whether the last top-level box announces more bytes than there are.</summary>
    public static bool IsCutOff(InputFile file)
    {
        Span<byte> header = stackalloc byte[16];
        long at = 0;
        for (int n = 0; n < MaxBoxes && at < file.Length; n++)
        {
            int read = file.Read(at, header);
            if (read < 8)
            {
                return true;
            }

            long size = BinaryPrimitives.ReadUInt32BigEndian(header);
            size = size == 1 && read == header.Length ? BinaryPrimitives.ReadInt64BigEndian(header[8..]) : size;
            if (size < 8)
            {
                return false;
            }

            if (size > file.Length - at)
            {
                return true;
            }

            at += size;
        }

        return false;
    }
}
