using System.Buffers.Binary;

namespace Lacquer.Audio.Decoding;

/// <summary>Walks the frames of an MP3 file and compares their number with the Xing, Info or VBRI header, where there is one.</summary>
/// <remarks>
/// The headers are de-facto standards: Xing's VBR header SDK (1999), LAME's "Info" form of it, Fraunhofer's VBRI. Encoders disagree on
/// whether the header's own frame counts, hence a tolerance of one.
/// </remarks>
internal static class MpegInspector
{
    private const int CountTolerance = 1;

    /// <summary>Walks the file from its first frame to its end.</summary>
    public static MpegWalk Walk(InputFile file)
    {
        long at = FirstFrame(file);
        if (at < 0)
        {
            return new MpegWalk(0, false);
        }

        bool hasGaps = false;
        var window = new byte[1 << 16];
        long windowStart = 0;
        int windowBytes = 0;
        long announced = -1;
        long counted = 0;
        int samples = 0;
        while (at < file.Length - 4)
        {
            if (at + 4 > windowStart + windowBytes)
            {
                windowStart = at;
                windowBytes = file.Read(at, window);
            }

            if (!MpegFrames.TryRead(window.AsSpan((int)(at - windowStart), (int)Math.Min(4, windowStart + windowBytes - at)), out MpegHeader header))
            {
                // Damage or a tag: look for the next row of frames from here.
                windowStart = at;
                windowBytes = file.Read(at, window);
                int found = MpegFrames.FindFirst(window.AsSpan(0, windowBytes));
                if (found < 0 && windowBytes < window.Length)
                {
                    break;
                }

                hasGaps |= found > 0;
                at += found > 0 ? found : windowBytes - 3;
                continue;
            }

            if (counted == 0 && announced < 0)
            {
                announced = AnnouncedCount(file, at, header);
                samples = header.Samples;
                counted -= announced >= 0 ? 1 : 0;
            }

            if (at + header.Bytes > file.Length)
            {
                return new MpegWalk(Math.Max(1, announced - counted) * header.Samples, hasGaps);
            }

            counted++;
            at += header.Bytes;
        }

        long missing = announced - counted;
        return new MpegWalk(missing > CountTolerance ? missing * samples : 0, hasGaps);
    }

    private static long FirstFrame(InputFile file)
    {
        var head = new byte[1 << 16];
        long at = 0;
        int read = file.Read(at, head);
        while (read >= 10 && head.AsSpan().StartsWith("ID3"u8))
        {
            at += 10 + (((head[6] & 0x7F) << 21) | ((head[7] & 0x7F) << 14) | ((head[8] & 0x7F) << 7) | (head[9] & 0x7F));
            read = file.Read(at, head);
        }

        int found = MpegFrames.FindFirst(head.AsSpan(0, read));
        return found < 0 ? -1 : at + found;
    }

    /// <summary>The frame count of a Xing, Info or VBRI header; −1 when there is none.</summary>
    private static long AnnouncedCount(InputFile file, long at, MpegHeader header)
    {
        // Xing stands behind the side information, whose size depends on version and channels; VBRI always 32 bytes behind the header.
        int sideBytes = (header.IsVersion1, header.IsMono) switch
        {
            (true, false) => 32,
            (true, true) or (false, false) => 17,
            _ => 9,
        };
        Span<byte> xing = stackalloc byte[12];
        if (file.TryRead(at + 4 + sideBytes, xing) && (xing.StartsWith("Xing"u8) || xing.StartsWith("Info"u8)))
        {
            bool hasCount = (xing[7] & 1) != 0;
            return hasCount ? BinaryPrimitives.ReadUInt32BigEndian(xing[8..]) : -1;
        }

        Span<byte> vbri = stackalloc byte[18];
        return file.TryRead(at + 36, vbri) && vbri.StartsWith("VBRI"u8) ? BinaryPrimitives.ReadUInt32BigEndian(vbri[14..]) : -1;
    }
}
