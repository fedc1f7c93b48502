using System.Buffers.Binary;
using Lacquer.Audio.Tags;
using Lacquer.Dsp.Standards;

namespace Lacquer.Audio.Decoding;

/// <summary>Finds the samples in AIFF and AIFF-C files, whatever the order of the chunks.</summary>
/// <remarks>See <see cref="Aiff"/>.</remarks>
internal static class AiffParser
{
    private const int MaxChunks = 4_096;

    /// <summary>Reads the headers.</summary>
    /// <returns>Null when the samples are compressed: a case for ffmpeg.</returns>
    /// <exception cref="AudioFileException">The headers contradict themselves or break the limits.</exception>
    public static PcmLayout? Parse(InputFile file, AudioLimits limits)
    {
        Span<byte> header = stackalloc byte[12];
        Span<byte> offset = stackalloc byte[4];
        file.TryRead(0, header);
        bool isAifc = header[8..].SequenceEqual("AIFC"u8);
        long formBytes = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        AiffCommon? common = null;
        long soundOffset = -1;
        long soundBytes = 0;
        var texts = new List<KeyValuePair<string, string>>();
        int tagBytesLeft = limits.MaxTagBytes;
        long at = header.Length;
        for (int chunk = 0; chunk < MaxChunks && file.TryRead(at, header[..8]); chunk++)
        {
            uint id = BinaryPrimitives.ReadUInt32BigEndian(header);
            long size = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
            long body = at + 8;
            if (id == Aiff.Common && common is null)
            {
                common = AiffCommon.Read(file, body, size, isAifc);
            }
            else if (id == Aiff.SoundData && soundOffset < 0)
            {
                offset.Clear();
                file.TryRead(body, offset);
                soundOffset = body + 8 + BinaryPrimitives.ReadUInt32BigEndian(offset);

                // Streaming writers leave the length open: take what is there.
                soundBytes = size is 0 or uint.MaxValue ? file.Length - soundOffset : Math.Min(body + size, file.Length) - soundOffset;
                size = size is 0 or uint.MaxValue ? file.Length - body : size;
            }
            else if (size <= tagBytesLeft && size <= file.Length - body)
            {
                tagBytesLeft -= AddText(file, header[..4], body, (int)size, texts);
            }

            at = body + size + (size & 1);
        }

        if (common is null)
        {
            throw new AudioFileException(AudioFault.Malformed, "the AIFF file has no COMM chunk, so its samples cannot be read; export it again");
        }

        limits.CheckFormat(common.SampleRateHz, common.Channels);
        if (common.Encoding is not { } encoding)
        {
            return null;
        }

        int frameBytes = common.Channels * PcmLayout.BytesPerSample(encoding);
        long present = Math.Max(soundBytes, 0) / frameBytes;
        long announced = common.Frames;
        if (announced is 0 or uint.MaxValue)
        {
            announced = present;
        }
        else if (soundOffset < 0 && formBytes + 8 <= file.Length)
        {
            throw new AudioFileException(AudioFault.Empty, "the AIFF file has no SSND chunk, so it holds no sound; export it again");
        }

        long frames = Math.Min(announced, present);
        return new PcmLayout
        {
            Format = new AudioFormat
            {
                SampleRateHz = common.SampleRateHz,
                Channels = common.Channels,
                Codec = PcmLayout.CodecName(encoding),
                BitsPerSample = common.Bits,
            },
            Encoding = encoding,
            DataOffset = soundOffset,
            Frames = frames,
            MissingFrames = announced - frames,
            Tags = new AudioTags { Texts = texts },
        };
    }

    private static int AddText(InputFile file, ReadOnlySpan<byte> id, long body, int size, List<KeyValuePair<string, string>> texts)
    {
        string name = TextEncoding.Latin1.GetString(id);
        string? key = name switch
        {
            "NAME" => "title",
            "AUTH" => "artist",
            "(c) " => "copyright",
            "ANNO" => "comment",
            "ID3 " or "id3 " => "",
            _ => null,
        };
        if (key is null)
        {
            return 0;
        }

        var data = new byte[size];
        if (file.TryRead(body, data))
        {
            TextTags.Merge(texts, key.Length == 0 ? Id3Tags.Read(data) : [new(key, TextTags.Decode(data))]);
        }

        return size;
    }
}
