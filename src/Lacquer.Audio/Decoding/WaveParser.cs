using System.Buffers.Binary;
using Lacquer.Dsp.Standards;

namespace Lacquer.Audio.Decoding;

/// <summary>Finds the samples in RIFF/WAVE, RF64 and BW64 files, whatever the order of the chunks.</summary>
/// <remarks>Microsoft/IBM RIFF MCI 1991; WAVEFORMATEXTENSIBLE; EBU Tech 3306 (RF64); ITU-R BS.2088 (BW64). See <see cref="Riff"/>.</remarks>
internal static class WaveParser
{
    /// <summary>Past this many chunks a file is not music but an attack.</summary>
    private const int MaxChunks = 4_096;

    /// <summary>Reads the headers.</summary>
    /// <returns>Null when the samples are compressed (ADPCM, MP3 in WAV): a case for ffmpeg.</returns>
    /// <exception cref="AudioFileException">The headers contradict themselves or break the limits.</exception>
    public static PcmLayout? Parse(InputFile file, AudioLimits limits)
    {
        Span<byte> header = stackalloc byte[12];
        file.TryRead(0, header);
        bool is64 = !header[..4].SequenceEqual("RIFF"u8);
        WaveFormat? format = null;
        long dataOffset = -1;
        long dataBytes = 0;
        long announcedBytes = 0;
        long ds64DataBytes = -1;
        var metadata = new WaveMetadata(limits.MaxTagBytes);
        long at = header.Length;
        for (int chunk = 0; chunk < MaxChunks && file.TryRead(at, header[..8]); chunk++)
        {
            uint id = BinaryPrimitives.ReadUInt32BigEndian(header);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            long body = at + 8;
            switch (id)
            {
                case Riff.Ds64 when is64 && ds64DataBytes < 0:
                    ds64DataBytes = ReadDs64(file, body, size);
                    break;
                case Riff.Fmt when format is null:
                    format = WaveFormat.Read(file, body, size);
                    break;
                case Riff.Data when dataOffset < 0:
                    dataOffset = body;
                    announcedBytes = AnnouncedDataBytes(file, body, size, is64, ds64DataBytes);
                    dataBytes = announcedBytes < 0 ? file.Length - body : Math.Min(announcedBytes, file.Length - body);
                    size = announcedBytes < 0 ? dataBytes : announcedBytes;
                    break;
                default:
                    metadata.Add(file, id, body, size);
                    break;
            }

            if (size > file.Length - body)
            {
                break;
            }

            at = body + size + Padding(file, body + size, size);
        }

        if (format is null)
        {
            throw new AudioFileException(AudioFault.Malformed, "the WAV file has no fmt chunk, so its samples cannot be read; export it again");
        }

        limits.CheckFormat(format.SampleRateHz, format.Channels);
        if (dataOffset < 0)
        {
            // Writers announce the whole file in the RIFF header: samples announced there that never come are a cut, not an empty file.
            file.TryRead(0, header);
            bool cut = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) is var riffBytes && riffBytes != uint.MaxValue && riffBytes + 8L > file.Length;
            throw cut
                ? new AudioFileException(AudioFault.Truncated, "the WAV file is cut off before its samples begin; get a whole copy")
                : new AudioFileException(AudioFault.Empty, "the WAV file has no data chunk, so it holds no sound; export it again");
        }

        return format.Encoding is { } encoding
            ? Layout(format, encoding, dataOffset, dataBytes, announcedBytes, metadata)
            : null;
    }

    private static PcmLayout Layout(
        WaveFormat format, PcmEncoding encoding, long dataOffset, long dataBytes, long announcedBytes, WaveMetadata metadata)
    {
        int frameBytes = format.Channels * PcmLayout.BytesPerSample(encoding);
        long frames = dataBytes / frameBytes;

        // A header without a length: a last frame that is not whole still proves that the end is missing.
        long announcedFrames = announcedBytes < 0 ? (dataBytes + frameBytes - 1) / frameBytes : announcedBytes / frameBytes;
        return new PcmLayout
        {
            Format = new AudioFormat
            {
                SampleRateHz = (int)format.SampleRateHz,
                Channels = format.Channels,
                Codec = PcmLayout.CodecName(encoding),
                BitsPerSample = format.ValidBits,
            },
            Encoding = encoding,
            DataOffset = dataOffset,
            Frames = frames,
            MissingFrames = announcedFrames - frames,
            Tags = metadata.ToTags((int)format.SampleRateHz),
        };
    }

    /// <summary>The data chunk's true length in bytes; −1 when the writer never knew it.</summary>
    private static long AnnouncedDataBytes(InputFile file, long body, long size, bool is64, long ds64DataBytes)
    {
        long rest = file.Length - body;
        if (is64 && size == uint.MaxValue && ds64DataBytes > 0)
        {
            return ds64DataBytes;
        }

        if (size == uint.MaxValue)
        {
            return -1;
        }

        // Streaming writers leave 0; a truly empty chunk is followed by nothing or by another chunk.
        if (size == 0)
        {
            return rest == 0 || StartsChunk(file, body) ? 0 : -1;
        }

        // A writer that does not know RF64 lets its 32-bit length wrap around past 4 GiB.
        return rest > uint.MaxValue && (uint)rest == size ? rest : size;
    }

    private static bool StartsChunk(InputFile file, long at)
    {
        Span<byte> header = stackalloc byte[8];
        return file.TryRead(at, header)
            && IsPrintable(header[..4])
            && BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) <= file.Length - at - 8;
    }

    /// <summary>Chunks are padded to even lengths; a writer that forgot shows the next chunk's name where the pad byte should be.</summary>
    private static long Padding(InputFile file, long end, long size)
    {
        Span<byte> next = stackalloc byte[5];
        if ((size & 1) == 0)
        {
            return 0;
        }

        return file.TryRead(end, next) && IsPrintable(next[..4]) && !IsPrintable(next[4..]) ? 0 : 1;
    }

    private static bool IsPrintable(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;

    private static long ReadDs64(InputFile file, long body, long size)
    {
        Span<byte> fields = stackalloc byte[16];
        if (size < fields.Length || !file.TryRead(body, fields))
        {
            throw new AudioFileException(AudioFault.Malformed, "the RF64 file's ds64 chunk is too short; export it again");
        }

        long bytes = BinaryPrimitives.ReadInt64LittleEndian(fields[8..]);
        return bytes >= 0
            ? bytes
            : throw new AudioFileException(AudioFault.Malformed, "the RF64 file's ds64 chunk holds an impossible length; export it again");
    }
}
