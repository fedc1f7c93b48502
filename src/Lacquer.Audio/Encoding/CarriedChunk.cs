using System.Buffers.Binary;
using Lacquer.Audio.Tags;
using Lacquer.Dsp.Standards;

namespace Lacquer.Audio.Encoding;

/// <summary>What of an input's metadata chunk is still true of the master.</summary>
internal static class CarriedChunk
{
    /// <summary>The chunk as it may be written at this rate; null when it would be wrong.</summary>
    /// <remarks>
    /// In <c>bext</c> the loudness of the mix and the identity of its material go, and the time reference follows the rate. Cue points count
    /// frames and stay only at the same rate.
    /// </remarks>
    public static byte[]? For(RawChunk chunk, int sampleRateHz)
    {
        byte[] data = chunk.Data.ToArray();
        if (chunk.Id != "bext")
        {
            return chunk.SampleRateHz == 0 || chunk.SampleRateHz == sampleRateHz ? data : null;
        }

        if (data.Length < EbuTech3285.LoudnessOffset + (2 * EbuTech3285.LoudnessCount))
        {
            return null;
        }

        Span<byte> time = data.AsSpan(EbuTech3285.TimeReferenceOffset);
        if (chunk.SampleRateHz > 0 && chunk.SampleRateHz != sampleRateHz)
        {
            UInt128 frames = BinaryPrimitives.ReadUInt64LittleEndian(time);
            BinaryPrimitives.WriteUInt64LittleEndian(time, (ulong)(frames * (ulong)sampleRateHz / (ulong)chunk.SampleRateHz));
        }

        data.AsSpan(EbuTech3285.UmidOffset, EbuTech3285.UmidBytes).Clear();
        if (BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(EbuTech3285.VersionOffset)) >= 2)
        {
            for (int n = 0; n < EbuTech3285.LoudnessCount; n++)
            {
                BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(EbuTech3285.LoudnessOffset + (2 * n)), EbuTech3285.NotMeasured);
            }
        }

        return data;
    }
}
