using System.Buffers.Binary;

namespace Lacquer.Audio.Tests;

/// <summary>Builds WAV files byte by byte, the wrong ones too.</summary>
internal static class WaveBytes
{
    public static byte[] Chunk(string id, ReadOnlySpan<byte> data, long? claimedBytes = null, bool pad = true)
    {
        var chunk = new byte[8 + data.Length + (pad ? data.Length & 1 : 0)];
        System.Text.Encoding.Latin1.GetBytes(id).CopyTo(chunk, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(4), (uint)(claimedBytes ?? data.Length));
        data.CopyTo(chunk.AsSpan(8));
        return chunk;
    }

    public static byte[] Fmt(int tag = 1, int channels = 2, int rate = 44_100, int bits = 16, int? blockAlign = null, byte[]? extension = null)
    {
        var fmt = new byte[16];
        int align = blockAlign ?? channels * ((bits + 7) / 8);
        BinaryPrimitives.WriteUInt16LittleEndian(fmt, (ushort)tag);
        BinaryPrimitives.WriteUInt16LittleEndian(fmt.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(fmt.AsSpan(4), rate);
        BinaryPrimitives.WriteInt32LittleEndian(fmt.AsSpan(8), rate * align);
        BinaryPrimitives.WriteUInt16LittleEndian(fmt.AsSpan(12), (ushort)align);
        BinaryPrimitives.WriteUInt16LittleEndian(fmt.AsSpan(14), (ushort)bits);
        return Chunk("fmt ", [.. fmt, .. extension ?? []]);
    }

    /// <summary>The last 24 bytes of WAVEFORMATEXTENSIBLE.</summary>
    public static byte[] Extension(int validBits, int tag, uint mask = 3) =>
    [
        22, 0, (byte)validBits, 0, (byte)mask, (byte)(mask >> 8), 0, 0,
        (byte)tag, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
    ];

    public static byte[] File(params byte[][] chunks) => Form("RIFF", chunks);

    public static byte[] Form(string form, params byte[][] chunks)
    {
        byte[] body = [.. chunks.SelectMany(chunk => chunk)];
        var size = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(size, form == "RIFF" ? (uint)(body.Length + 4) : uint.MaxValue);
        return [.. System.Text.Encoding.Latin1.GetBytes(form), .. size, .. "WAVE"u8, .. body];
    }

    /// <summary>16-bit samples 0, 1, 2 … as bytes.</summary>
    public static byte[] Ramp(int samples)
    {
        var bytes = new byte[2 * samples];
        for (int n = 0; n < samples; n++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * n), (short)n);
        }

        return bytes;
    }
}
