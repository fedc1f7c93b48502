using Lacquer.Dsp;

namespace Lacquer.Audio.Decoding;

/// <summary>One pass through an uncompressed file. Bytes come in large pieces, go through a small float scratch, and end up planar.</summary>
internal sealed class PcmReader : IAudioReader
{
    /// <summary>Large enough that system calls do not count, small enough for the second-level cache.</summary>
    private const int BufferBytes = 1 << 18;

    /// <summary>Interleaved floats converted at once; fits the first-level cache.</summary>
    private const int ScratchSamples = 4_096;

    private readonly InputFile _file;
    private readonly PcmLayout _layout;
    private readonly int _channels;
    private readonly int _frameBytes;
    private readonly bool _checkFinite;
    private readonly byte[] _bytes;
    private readonly float[] _scratch;
    private long _frame;
    private int _bufferStart;
    private int _bufferEnd;

    public PcmReader(InputFile file, PcmLayout layout)
    {
        _file = file;
        _layout = layout;
        _channels = layout.Format.Channels;
        _frameBytes = _channels * PcmLayout.BytesPerSample(layout.Encoding);
        _checkFinite = layout.Encoding >= PcmEncoding.F32Le;
        long wanted = Math.Min(BufferBytes, layout.Frames * _frameBytes);
        _bytes = new byte[Math.Max(wanted / _frameBytes, 1) * _frameBytes];
        _scratch = new float[ScratchSamples / _channels * _channels];
    }

    /// <inheritdoc/>
    public int Read(AudioBlock destination)
    {
        BlockShape.Check(destination, _channels);
        int wanted = (int)Math.Min(destination.Frames, _layout.Frames - _frame);
        int done = 0;
        while (done < wanted)
        {
            if (_bufferStart == _bufferEnd)
            {
                Fill();
            }

            int frames = Math.Min(wanted - done, (_bufferEnd - _bufferStart) / _frameBytes);
            frames = Math.Min(frames, _scratch.Length / _channels);
            Span<float> interleaved = _scratch.AsSpan(0, frames * _channels);
            SampleDecoder.ToFloat(_bytes.AsSpan(_bufferStart, frames * _frameBytes), _layout.Encoding, interleaved);
            if (_checkFinite)
            {
                FiniteGuard.Check(interleaved, _channels, _frame, _layout.Format.SampleRateHz);
            }

            Interleaving.Split(interleaved, destination.Slice(done, frames));
            _bufferStart += frames * _frameBytes;
            done += frames;
            _frame += frames;
        }

        return done;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The file belongs to the source.
    }

    private void Fill()
    {
        int bytes = (int)Math.Min(_bytes.Length, (_layout.Frames - _frame) * _frameBytes);
        if (!_file.TryRead(_layout.DataOffset + (_frame * _frameBytes), _bytes.AsSpan(0, bytes)))
        {
            throw new AudioFileException(AudioFault.Truncated, "the file became shorter while it was read; wait until it is complete");
        }

        _bufferStart = 0;
        _bufferEnd = bytes;
    }
}
