using System.Numerics;

using Lacquer.Dsp;

namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>Tells where the waveform rises above full scale, on samples or between them. How high it rises is the true-peak meter's to say.</summary>
/// <remarks>
/// Only samples above −4 dBFS that are higher than their neighbours are looked at: four times oversampled around each, with a
/// windowed sinc of 24 taps. What a sine at the band's edge can hide below −4 dBFS (up to 3 dB more) is left to the other meter.
/// </remarks>
internal sealed class OverMeter
{
    private const int Taps = 24;
    private const int Half = Taps / 2;
    private const float Candidate = 0.63f;

    private static readonly float[][] Phases = [Kernel(0.25), Kernel(0.5), Kernel(0.75)];

    private readonly int _sampleRateHz;
    private readonly float[][] _tails;
    private readonly float[] _joined;
    private readonly SortedSet<int> _steps = [];
    private long _frames;

    public OverMeter(int sampleRateHz, int channels, int maxFrames)
    {
        _sampleRateHz = sampleRateHz;
        _tails = new float[channels][];
        for (int c = 0; c < channels; c++)
        {
            _tails[c] = new float[Taps];
        }

        _joined = new float[Taps + maxFrames];
    }

    /// <summary>The tenths of a second that hold an over, ascending.</summary>
    public IReadOnlyCollection<int> Steps => _steps;

    /// <summary>Listens to a block; the audio stays as it is.</summary>
    public void Process(AudioBlock block)
    {
        for (int c = 0; c < block.Channels; c++)
        {
            ReadOnlySpan<float> samples = block.Channel(c);
            Span<float> joined = _joined.AsSpan(0, Taps + samples.Length);
            _tails[c].CopyTo(joined);
            samples.CopyTo(joined[Taps..]);
            Scan(joined);
            joined[^Taps..].CopyTo(_tails[c]);
        }

        _frames += block.Frames;
    }

    private void Scan(ReadOnlySpan<float> x)
    {
        // x[0] is sample _frames − Taps of the stream; the last Half samples wait for the next block.
        for (int n = Half; n < x.Length - Half; n++)
        {
            float height = Math.Abs(x[n]);
            if (height < Candidate || height < Math.Abs(x[n - 1]) || height < Math.Abs(x[n + 1]))
            {
                continue;
            }

            if (height > 1 || RisesAbove(x, n) || RisesAbove(x, n - 1))
            {
                _steps.Add((int)Math.Max(0, (_frames - Taps + n) * LevelMeter.StepsPerSecond / _sampleRateHz));
            }
        }
    }

    /// <summary>Whether the waveform is above 1 at a quarter, a half or three quarters between a sample and the next.</summary>
    private static bool RisesAbove(ReadOnlySpan<float> x, int n)
    {
        ReadOnlySpan<float> around = x.Slice(n - Half + 1, Taps);
        foreach (float[] phase in Phases)
        {
            if (Math.Abs(Dot(around, phase)) > 1)
            {
                return true;
            }
        }

        return false;
    }

    private static float Dot(ReadOnlySpan<float> a, float[] b)
    {
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= Taps - Vector<float>.Count; i += Vector<float>.Count)
        {
            sums += new Vector<float>(a[i..]) * new Vector<float>(b, i);
        }

        float sum = Vector.Sum(sums);
        for (; i < Taps; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static float[] Kernel(double offset)
    {
        var taps = new float[Taps];
        for (int i = 0; i < Taps; i++)
        {
            double t = i - (Half - 1) - offset;
            double window = 0.5 + (0.5 * Math.Cos(Math.PI * t / Half));
            taps[i] = (float)(window * Math.Sin(Math.PI * t) / (Math.PI * t));
        }

        return taps;
    }
}
