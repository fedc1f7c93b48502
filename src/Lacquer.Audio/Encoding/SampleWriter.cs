using Lacquer.Dsp;

namespace Lacquer.Audio.Encoding;

/// <summary>What all writers share: blocks are encoded piece by piece, and frames and clipped samples counted.</summary>
internal abstract class SampleWriter(SampleFormat format, int channels, Dither dither, bool bigEndian) : IAudioWriter
{
    private readonly SampleEncoder _encoder = new(format, channels, dither, bigEndian);

    /// <inheritdoc/>
    public long Frames { get; private set; }

    /// <inheritdoc/>
    public long ClippedSamples => _encoder.ClippedSamples;

    /// <summary>Bytes of one sample.</summary>
    protected int BytesPerSample => _encoder.BytesPerSample;

    /// <summary>Bytes of one frame.</summary>
    protected int FrameBytes => channels * _encoder.BytesPerSample;

    /// <inheritdoc/>
    public void Write(AudioBlock block)
    {
        BlockShape.Check(block, channels);
        for (int start = 0; start < block.Frames; start += SampleEncoder.PieceFrames)
        {
            AudioBlock piece = block.Slice(start, Math.Min(SampleEncoder.PieceFrames, block.Frames - start));
            Take(_encoder.Encode(piece));
            Frames += piece.Frames;
        }
    }

    /// <inheritdoc/>
    public abstract void Complete();

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Takes the bytes of whole frames; <see cref="Frames"/> are those before them.</summary>
    protected abstract void Take(ReadOnlySpan<byte> bytes);
}
