using System.Buffers.Binary;
using Lacquer.Audio.Tags;
using Lacquer.Dsp.Standards;

namespace Lacquer.Audio.Encoding;

/// <summary>Writes WAV; a file that outgrows 4 GiB becomes RF64 on completion, its place for <c>ds64</c> kept by a <c>JUNK</c> chunk.</summary>
/// <remarks>EBU Tech 3306-2, section 5 (the JUNK technique). Plain WAVEFORMAT for 16 and 24 bit, WAVEFORMATEX with <c>fact</c> for floats.</remarks>
internal sealed class WaveWriter : SampleWriter
{
    private readonly AtomicFile _file;
    private readonly byte[] _trailer;
    private readonly int _factOffset;
    private readonly int _dataOffset;
    private readonly long _maxRiffBytes;

    /// <param name="file">Takes the bytes; disposed with the writer.</param>
    /// <param name="format">Precision and seed.</param>
    /// <param name="sampleRateHz">Frames per second.</param>
    /// <param name="channels">1 or 2.</param>
    /// <param name="tags">Metadata.</param>
    /// <param name="maxRiffBytes">File size beyond which RF64 is needed; tests lower it.</param>
    public WaveWriter(AtomicFile file, OutputFormat format, int sampleRateHz, int channels, AudioTags tags, long maxRiffBytes = uint.MaxValue)
        : base(format.Samples, channels, new Dither(format.DitherSeed, format.Dither), bigEndian: false)
    {
        _file = file;
        _maxRiffBytes = maxRiffBytes;
        var header = new MemoryStream();
        header.Write("RIFF\0\0\0\0WAVE"u8);
        WriteChunk(header, "JUNK"u8, new byte[Riff.Ds64Bytes]);
        bool isFloat = format.Samples == SampleFormat.Float32;
        WriteChunk(header, "fmt "u8, FormatChunk(isFloat, sampleRateHz, channels, BytesPerSample));
        if (isFloat)
        {
            _factOffset = (int)header.Length + 8;
            WriteChunk(header, "fact"u8, new byte[4]);
        }

        WriteCarried(header, tags, sampleRateHz, isTrailer: false);
        header.Write("data\0\0\0\0"u8);
        _dataOffset = (int)header.Length;
        file.Write(header.ToArray());
        var trailer = new MemoryStream();
        WriteCarried(trailer, tags, sampleRateHz, isTrailer: true);
        if (InfoTags.Write(tags.Texts) is { Length: > 0 } info)
        {
            WriteChunk(trailer, "LIST"u8, info);
        }

        if (tags.Texts.Any(text => !InfoTags.Knows(text.Key)))
        {
            WriteChunk(trailer, "id3 "u8, Id3Tags.Write(tags.Texts));
        }

        _trailer = trailer.ToArray();
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        long dataBytes = Frames * FrameBytes;
        if ((dataBytes & 1) == 1)
        {
            _file.Write([0]);
        }

        _file.Write(_trailer);
        long riffBytes = _dataOffset - 8 + dataBytes + (dataBytes & 1) + _trailer.Length;
        bool is64 = riffBytes > _maxRiffBytes;
        if (is64)
        {
            Span<byte> ds64 = stackalloc byte[8 + Riff.Ds64Bytes];
            ds64.Clear();
            "ds64"u8.CopyTo(ds64);
            BinaryPrimitives.WriteInt32LittleEndian(ds64[4..], Riff.Ds64Bytes);
            BinaryPrimitives.WriteInt64LittleEndian(ds64[8..], riffBytes);
            BinaryPrimitives.WriteInt64LittleEndian(ds64[16..], dataBytes);
            BinaryPrimitives.WriteInt64LittleEndian(ds64[24..], Frames);
            _file.WriteAt(12, ds64);
            _file.WriteAt(0, "RF64"u8);
        }

        WriteLength(4, is64 ? uint.MaxValue : riffBytes);
        WriteLength(_dataOffset - 4, is64 ? uint.MaxValue : dataBytes);
        if (_factOffset > 0)
        {
            WriteLength(_factOffset, Math.Min(Frames, uint.MaxValue));
        }

        _file.Complete();
    }

    /// <inheritdoc/>
    public override void Dispose() => _file.Dispose();

    /// <inheritdoc/>
    protected override void Take(ReadOnlySpan<byte> bytes) => _file.Write(bytes);

    private void WriteLength(long offset, long value)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(word, (uint)value);
        _file.WriteAt(offset, word);
    }

    private static byte[] FormatChunk(bool isFloat, int sampleRateHz, int channels, int bytesPerSample)
    {
        // WAVEFORMATEX has two more bytes, the size of nothing, and is asked for by everything but PCM.
        var chunk = new byte[isFloat ? 18 : 16];
        int frameBytes = channels * bytesPerSample;
        BinaryPrimitives.WriteInt16LittleEndian(chunk, isFloat ? (short)Riff.FormatFloat : (short)Riff.FormatPcm);
        BinaryPrimitives.WriteInt16LittleEndian(chunk.AsSpan(2), (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), sampleRateHz);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(8), sampleRateHz * frameBytes);
        BinaryPrimitives.WriteInt16LittleEndian(chunk.AsSpan(12), (short)frameBytes);
        BinaryPrimitives.WriteInt16LittleEndian(chunk.AsSpan(14), (short)(8 * bytesPerSample));
        return chunk;
    }

    /// <summary>Broadcast extension before the samples, as EBU Tech 3285 asks; everything else behind them.</summary>
    private static void WriteCarried(MemoryStream to, AudioTags tags, int sampleRateHz, bool isTrailer)
    {
        foreach (RawChunk chunk in tags.Chunks)
        {
            if (chunk.Id == "bext" != isTrailer && CarriedChunk.For(chunk, sampleRateHz) is { } data)
            {
                WriteChunk(to, TextEncoding.Latin1.GetBytes(chunk.Id), data);
            }
        }
    }

    private static void WriteChunk(MemoryStream to, ReadOnlySpan<byte> id, ReadOnlySpan<byte> data)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, data.Length);
        to.Write(id);
        to.Write(size);
        to.Write(data);
        if ((data.Length & 1) == 1)
        {
            to.WriteByte(0);
        }
    }
}
