namespace Lacquer.Dsp.Resampling;

/// <summary>Converts a stream from one sample rate to another, with linear phase.</summary>
/// <remarks>
/// Flat within ±0.001 dB to 0.95 of half the lower rate; images and aliases below −140 dB. Rational polyphase filter with a
/// Kaiser-windowed sinc (R. E. Crochiere, L. R. Rabiner, "Multirate Digital Signal Processing", 1983, chapter 4). The delay is
/// taken out: output frame 0 sounds at the time of input frame 0, and N input frames give ⌈N·to/from⌉ output frames. The stream
/// is silent before its start and after its end. Equal rates pass through untouched. The output does not depend on how the
/// stream is cut into blocks.
/// </remarks>
public sealed partial class RateConverter
{
    /// <summary>New input that is taken in at once, in frames.</summary>
    private const int ChunkFrames = 4_096;

    private readonly ConversionFilter? _filter;
    private readonly int _interpolation;
    private readonly int _decimation;
    private readonly float[][] _history;
    private int _filled;
    private int _position;
    private int _phase;
    private long _framesIn;
    private long _framesOut;

    /// <summary>Designs the conversion.</summary>
    /// <param name="fromHz">Rate of the input, 8 000 to 384 000 frames a second.</param>
    /// <param name="toHz">Rate of the output, 8 000 to 384 000 frames a second.</param>
    /// <param name="channels">1 to 8.</param>
    /// <param name="quality">How exact; null for <see cref="ConversionQuality.Full"/>, whose numbers the remarks give.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them lies outside its range.</exception>
    public RateConverter(int fromHz, int toHz, int channels, ConversionQuality? quality = null)
    {
        Require.InRange(fromHz, 8_000, 384_000, nameof(fromHz));
        Require.InRange(toHz, 8_000, 384_000, nameof(toHz));
        Require.InRange(channels, 1, 8, nameof(channels));
        int divisor = GreatestCommonDivisor(fromHz, toHz);
        _interpolation = toHz / divisor;
        _decimation = fromHz / divisor;
        _filter = fromHz == toHz ? null : new ConversionFilter(_interpolation, _decimation, quality);
        _history = new float[channels][];
        for (int c = 0; c < channels; c++)
        {
            _history[c] = _filter is null ? [] : new float[_filter.RowLength + ChunkFrames];
        }

        Reset();
    }

    /// <summary>The most frames that one <see cref="Process"/> call with so many input frames can write.</summary>
    /// <param name="inputFrames">0 or more.</param>
    /// <exception cref="OverflowException">The result does not fit an <see cref="int"/>.</exception>
    public int MaxOutputFrames(int inputFrames) => checked((int)(((long)inputFrames * _interpolation / _decimation) + 1));

    /// <summary>Takes in a block and writes what can be told by now. The first calls may write nothing.</summary>
    /// <param name="input">Shape [channels, frames], any number of frames; stays as it is.</param>
    /// <param name="output">Shape [channels, at least <see cref="MaxOutputFrames"/>(input.Frames)]; must not share memory with the input.</param>
    /// <returns>Frames written, from the start of the output.</returns>
    /// <exception cref="ArgumentException">The output is too short, or either has another number of channels.</exception>
    public int Process(AudioBlock input, AudioBlock output)
    {
        CheckChannels(input, nameof(input));
        CheckChannels(output, nameof(output));
        if (output.Frames < MaxOutputFrames(input.Frames))
        {
            throw new ArgumentException($"The output needs room for {MaxOutputFrames(input.Frames)} frames.", nameof(output));
        }

        _framesIn += input.Frames;
        if (_filter is null)
        {
            input.CopyTo(output);
            return input.Frames;
        }

        int written = 0;
        for (int start = 0; start < input.Frames;)
        {
            int frames = MakeRoom(input.Frames - start);
            for (int c = 0; c < _history.Length; c++)
            {
                input.Channel(c).Slice(start, frames).CopyTo(_history[c].AsSpan(_filled));
            }

            _filled += frames;
            start += frames;
            written += Produce(_filter, output, written, output.Frames - written);
        }

        return written;
    }

    /// <summary>Writes what is left after the last input frame. Call until it returns 0; then only <see cref="Reset"/> may follow.</summary>
    /// <param name="output">Shape [channels, 1 or more frames].</param>
    /// <returns>Frames written, from the start of the output; 0 at the end.</returns>
    /// <exception cref="ArgumentException">The output has another number of channels.</exception>
    public int Flush(AudioBlock output)
    {
        CheckChannels(output, nameof(output));
        if (_filter is null)
        {
            return 0;
        }

        long total = ((_framesIn * _interpolation) + _decimation - 1) / _decimation;
        int wanted = (int)Math.Min(total - _framesOut, output.Frames);
        int written = 0;
        while (written < wanted)
        {
            written += Produce(_filter, output, written, wanted - written);
            if (written < wanted)
            {
                int frames = MakeRoom(ChunkFrames);
                foreach (float[] history in _history)
                {
                    history.AsSpan(_filled, frames).Clear();
                }

                _filled += frames;
            }
        }

        return written;
    }

    /// <summary>Forgets all sound, as if newly constructed.</summary>
    public void Reset()
    {
        foreach (float[] history in _history)
        {
            Array.Clear(history);
        }

        // The first output sits on the first input: silence stands before it.
        _filled = _filter is null ? 0 : (_filter.Taps / 2) - 1;
        _position = 0;
        _phase = 0;
        _framesIn = 0;
        _framesOut = 0;
    }

    /// <summary>Writes every output whose filter lies within the history, up to a limit.</summary>
    private int Produce(ConversionFilter filter, AudioBlock output, int start, int limit)
    {
        int wholeStep = _decimation / _interpolation;
        int phaseStep = _decimation % _interpolation;
        int written = 0;
        for (; written < limit && _position + filter.Taps <= _filled; written++)
        {
            ReadOnlySpan<float> row = filter.Row(_phase);
            int c = 0;
            for (; c + 1 < _history.Length; c += 2)
            {
                (double first, double second) = Dot(
                    row, _history[c].AsSpan(_position, row.Length), _history[c + 1].AsSpan(_position, row.Length));
                output.Channel(c)[start + written] = (float)first;
                output.Channel(c + 1)[start + written] = (float)second;
            }

            if (c < _history.Length)
            {
                output.Channel(c)[start + written] = (float)Dot(row, _history[c].AsSpan(_position, row.Length));
            }

            _position += wholeStep;
            _phase += phaseStep;
            if (_phase >= _interpolation)
            {
                _phase -= _interpolation;
                _position++;
            }
        }

        _framesOut += written;
        return written;
    }

    /// <summary>Drops what no filter needs any more and says how many of the wanted frames fit.</summary>
    private int MakeRoom(int wanted)
    {
        if (_filled + Math.Min(wanted, ChunkFrames) > _history[0].Length - (_filter!.RowLength - _filter.Taps))
        {
            foreach (float[] history in _history)
            {
                history.AsSpan(_position, _filled - _position).CopyTo(history);
            }

            _filled -= _position;
            _position = 0;
        }

        return Math.Min(wanted, _history[0].Length - (_filter.RowLength - _filter.Taps) - _filled);
    }

    private void CheckChannels(AudioBlock block, string name)
    {
        if (block.Channels != _history.Length)
        {
            throw new ArgumentException($"Made for {_history.Length} channels, not {block.Channels}.", name);
        }
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
