using System.Buffers.Binary;
using System.Numerics;
using Lacquer.Audio.Tags;
using Lacquer.Dsp.Standards;

namespace Lacquer.Audio.Encoding;

/// <summary>Writes AIFF, or AIFF-C with <c>fl32</c> for floats.</summary>
internal sealed class AiffWriter : SampleWriter
{
    private readonly AtomicFile _file;
    private readonly int _framesOffset;
    private readonly int _soundOffset;

    /// <param name="file">Takes the bytes; disposed with the writer.</param>
    /// <param name="format">Precision and seed.</param>
    /// <param name="sampleRateHz">Frames per second.</param>
    /// <param name="channels">1 or 2.</param>
    /// <param name="tags">Metadata.</param>
    public AiffWriter(AtomicFile file, OutputFormat format, int sampleRateHz, int channels, AudioTags tags)
        : base(format.Samples, channels, new Dither(format.DitherSeed, format.Dither), bigEndian: true)
    {
        _file = file;
        bool isFloat = format.Samples == SampleFormat.Float32;
        var header = new MemoryStream();
        header.Write(isFloat ? "FORM\0\0\0\0AIFC"u8 : "FORM\0\0\0\0AIFF"u8);
        Span<byte> common = stackalloc byte[Aiff.CommonBytes];
        BinaryPrimitives.WriteInt16BigEndian(common, (short)channels);
        BinaryPrimitives.WriteInt32BigEndian(common[2..], 0);
        BinaryPrimitives.WriteInt16BigEndian(common[6..], (short)(8 * BytesPerSample));
        WriteExtended(common[8..], sampleRateHz);
        if (isFloat)
        {
            Span<byte> version = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(version, Aiff.VersionAifc);
            WriteChunk(header, "FVER"u8, version);
        }

        _framesOffset = (int)header.Length + 10;
        WriteChunk(header, "COMM"u8, isFloat ? [.. common, .. "fl32"u8, 12, .. "32-bit float"u8, 0] : common);
        WriteTexts(header, tags);
        header.Write("SSND\0\0\0\0\0\0\0\0\0\0\0\0"u8);
        _soundOffset = (int)header.Length;
        file.Write(header.ToArray());
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        long dataBytes = Frames * FrameBytes;
        long pad = dataBytes & 1;
        if (pad == 1)
        {
            _file.Write([0]);
        }

        WriteLength(4, _soundOffset - 8 + dataBytes + pad);
        WriteLength(_framesOffset, Frames);
        WriteLength(_soundOffset - 12, dataBytes + 8);
        _file.Complete();
    }

    /// <inheritdoc/>
    public override void Dispose() => _file.Dispose();

    /// <inheritdoc/>
    protected override void Take(ReadOnlySpan<byte> bytes)
    {
        if (_soundOffset + (Frames * FrameBytes) + bytes.Length > uint.MaxValue)
        {
            throw new AudioFileException(AudioFault.Unwritable, "AIFF cannot hold more than 4 GiB; write WAV or FLAC instead");
        }

        _file.Write(bytes);
    }

    private void WriteLength(long offset, long value)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(word, (uint)value);
        _file.WriteAt(offset, word);
    }

    private static void WriteTexts(MemoryStream to, AudioTags tags)
    {
        foreach ((string key, string value) in tags.Texts)
        {
            string? id = key switch { "title" => "NAME", "artist" => "AUTH", "copyright" => "(c) ", "comment" => "ANNO", _ => null };
            if (id is not null)
            {
                WriteChunk(to, TextEncoding.Latin1.GetBytes(id), TextEncoding.UTF8.GetBytes(value));
            }
        }

        if (tags.Texts.Count > 0)
        {
            WriteChunk(to, "ID3 "u8, Id3Tags.Write(tags.Texts));
        }
    }

    /// <summary>A whole number in IEEE 754 extended precision, 80 bits: exponent with bias 16 383, mantissa with its leading one at the top.</summary>
    private static void WriteExtended(Span<byte> bytes, int value)
    {
        int exponent = BitOperations.Log2((uint)value);
        BinaryPrimitives.WriteInt16BigEndian(bytes, (short)(16_383 + exponent));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[2..], (ulong)value << (63 - exponent));
    }

    private static void WriteChunk(MemoryStream to, ReadOnlySpan<byte> id, ReadOnlySpan<byte> data)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, data.Length);
        to.Write(id);
        to.Write(size);
        to.Write(data);
        if ((data.Length & 1) == 1)
        {
            to.WriteByte(0);
        }
    }
}
