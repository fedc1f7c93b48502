using System.Numerics;
using System.Runtime.InteropServices;

using Lacquer.Dsp;

namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>Peak, power and offset of each channel over time, in tenths of a second.</summary>
/// <remarks>Keeps 4 single-precision numbers per channel and tenth (14 MB for twelve hours of stereo).</remarks>
internal sealed class LevelMeter
{
    /// <summary>Time steps per second.</summary>
    public const int StepsPerSecond = 10;

    private readonly int _sampleRateHz;
    private readonly ChannelLevels[] _channels;
    private readonly List<float> _cross = [];
    private readonly StepSums[] _sums;
    private double _crossSum;
    private long _frames;
    private long _steps;
    private int _stepFrames;

    public LevelMeter(int sampleRateHz, int channels)
    {
        _sampleRateHz = sampleRateHz;
        _channels = new ChannelLevels[channels];
        _sums = new StepSums[channels];
        for (int c = 0; c < channels; c++)
        {
            _channels[c] = new ChannelLevels();
        }
    }

    /// <summary>Channels of the stream.</summary>
    public int Channels => _channels.Length;

    /// <summary>Number of tenths of a second, a last incomplete one included.</summary>
    public int Steps => _cross.Count;

    /// <summary>Mean product of left and right per tenth of a second; zero for mono.</summary>
    public ReadOnlySpan<float> Cross => CollectionsMarshal.AsSpan(_cross);

    /// <summary>What one channel did.</summary>
    public ChannelLevels Channel(int channel) => _channels[channel];

    /// <summary>Listens to a block; the audio stays as it is.</summary>
    public void Process(AudioBlock block)
    {
        for (int start = 0; start < block.Frames;)
        {
            long stepEnd = (_steps + 1) * _sampleRateHz / StepsPerSecond;
            int frames = (int)Math.Min(block.Frames - start, stepEnd - _frames);
            Add(block.Slice(start, frames));
            start += frames;
            _frames += frames;
            _stepFrames += frames;
            if (_frames == stepEnd)
            {
                FinishStep();
            }
        }
    }

    /// <summary>Counts the last, incomplete step.</summary>
    public void Finish()
    {
        if (_stepFrames > 0)
        {
            FinishStep();
        }
    }

    private void Add(AudioBlock block)
    {
        ReadOnlySpan<float> left = block.Channel(0);
        _sums[0].Add(left);
        if (block.Channels > 1)
        {
            ReadOnlySpan<float> right = block.Channel(1);
            _sums[1].Add(right);
            _crossSum += Product(left, right);
        }
    }

    private void FinishStep()
    {
        for (int c = 0; c < _channels.Length; c++)
        {
            _channels[c].AddStep(_sums[c], _stepFrames);
            _sums[c] = default;
        }

        _cross.Add((float)(_crossSum / _stepFrames));
        _crossSum = 0;
        _stepFrames = 0;
        _steps++;
    }

    private static double Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector<float> lanes = Vector<float>.Zero;
        int n = 0;
        for (; n <= a.Length - Vector<float>.Count; n += Vector<float>.Count)
        {
            lanes += new Vector<float>(a[n..]) * new Vector<float>(b[n..]);
        }

        float sum = Vector.Sum(lanes);
        for (; n < a.Length; n++)
        {
            sum += a[n] * b[n];
        }

        return sum;
    }
}
