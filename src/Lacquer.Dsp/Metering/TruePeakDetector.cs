using System.Numerics;
using System.Runtime.Intrinsics;

using Lacquer.Dsp.Resampling;

namespace Lacquer.Dsp.Metering;

/// <summary>Finds the highest value of one channel on a grid 16 times as fine as its samples.</summary>
/// <remarks>
/// Only places that can hold the peak are read at 16×. A signal that is bounded by M and band-limited to f cycles a sample and
/// reaches M at t0 satisfies |x(t)| ≥ M·cos(2πf(t − t0)) for |t − t0| ≤ 1/(4f) (R. J. Duffin, A. C. Schaeffer, "Some properties of
/// functions of exponential type", Bull. AMS 44, 1938). Some point of the 2× grid lies within ¼ sample of t0, so next to the peak
/// it reads at least cos(πf/2)·M: 0.707 for f = ½; <see cref="Reach"/> also covers the transition band of the finite filter.
/// What comes close to the peak so far is read again by a filter ten times as long, for sound right below half the rate; where the two
/// disagree, <see cref="ExactReader"/> reads it nearly exactly. The highest reading counts. On tones and music all are the same to
/// 0.01 dB.
/// </remarks>
internal sealed class TruePeakDetector
{
    /// <summary>Grid points a sample.</summary>
    internal const int Phases = 16;

    /// <summary>Taps of each filter: flat within 0.01 dB to 0.45 of the rate, images of that band below −70 dB.</summary>
    internal const int Taps = 48;

    /// <summary>Shapes the window: passband to 0.45, stop band from 0.55 of the rate at 48 taps.</summary>
    internal const double AttenuationDb = 73;

    /// <summary>Taps of the long filters: flat to 0.496 of the rate.</summary>
    internal const int LongTaps = 512;

    /// <summary>Usual and long filter agree when they read the same within this share: 0.04 dB.</summary>
    private const float Agreement = 0.005f;

    /// <summary>Where the long filter reads this share of the peak so far, the exact one may read more (noise differs by 5 %).</summary>
    private const float WorthAnExactLook = 0.93f;

    /// <summary>Shapes the window of the long filters.</summary>
    internal const double LongAttenuationDb = 73;

    /// <summary>Where the usual filter reads this share of the peak so far, the long one looks too (noise differs by 5 %).</summary>
    private const float WorthALongLook = 0.8f;

    /// <summary>cos(π/2·0.57) = 0.625: the filter passes hardly anything above 0.57 of the rate.</summary>
    private const float Reach = 0.62f;

    /// <summary>
    /// As <see cref="Reach"/>, for the peaks over time. What is passed over reads below 0.765 of the peak on the 2× grid, so it truly lies
    /// below 0.765/cos(πf/2) of it, and at f = ½ a grid of 4× reads no better: cos(π/4)/cos(π/8) = 0.765.
    /// </summary>
    private const float ReachOverTime = 0.765f;

    /// <summary>A chunk belongs to one step.</summary>
    internal const int ShortestHopFrames = Chunk;

    private const int Chunk = 1_024;
    private const int History = ExactReader.Taps - 1;

    /// <summary>Samples from the start of a filter to the sample before the place it reads.</summary>
    private const int Before = (ExactReader.Taps / 2) - 1;

    /// <summary>Where the usual and the long filter start within the room of the exact one.</summary>
    private const int Inset = (ExactReader.Taps - Taps) / 2;
    private const int LongInset = (ExactReader.Taps - LongTaps) / 2;

    private static readonly float[] Halfway = new PolyphaseKernel(2, Taps, 0.5, AttenuationDb).Row(1).ToArray();

    /// <summary>[tap, phase], so that one vector holds all places between two samples.</summary>
    private static readonly float[] AllPhases = Transpose(new PolyphaseKernel(Phases, Taps, 0.5, AttenuationDb));
    private static readonly float[] AllPhasesLong = Transpose(new PolyphaseKernel(Phases, LongTaps, 0.5, LongAttenuationDb));

    // History, then the chunk. Interval j lies between work[j + Before] and the next sample.
    private readonly float[] _work = new float[History + Chunk];
    private readonly float[] _between = new float[Chunk];
    private readonly PeakHistory? _overTime;
    private int _filled;
    private long _frame = -(ExactReader.Taps / 2); // where the next chunk of intervals begins
    private float _samplePeak;
    private float _truePeak;

    /// <summary>Starts in silence.</summary>
    /// <param name="hopFrames">Length of a step of <see cref="PeaksOverTime"/>; 0: none is kept.</param>
    public TruePeakDetector(int hopFrames = 0) => _overTime = hopFrames > 0 ? new PeakHistory(hopFrames) : null;

    public void Process(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            int n = Math.Min(samples.Length, Chunk - _filled);
            samples[..n].CopyTo(_work.AsSpan(History + _filled));
            samples = samples[n..];
            _filled += n;
            if (_filled == Chunk)
            {
                _samplePeak = MathF.Max(_samplePeak, PeakOf(_work.AsSpan(History)));
                _truePeak = Peak(_work, MathF.Max(_truePeak, _samplePeak), _overTime, _frame);
                _work.AsSpan(Chunk).CopyTo(_work);
                _frame += Chunk;
                _filled = 0;
            }
        }
    }

    /// <summary>Highest absolute sample so far, linear.</summary>
    public float SamplePeakLinear() => MathF.Max(_samplePeak, PeakOf(_work.AsSpan(History, _filled)));

    /// <summary>Highest absolute value on the fine grid so far, linear, the ringing after the last sample included.</summary>
    public float TruePeakLinear() => WithTheRest(overTime: null);

    /// <summary>As <see cref="TruePeakLinear"/>, of each step so far, linear: to within 1 024 frames of where steps meet. Empty where none is kept.</summary>
    public float[] PeaksOverTime()
    {
        if (_overTime is null)
        {
            return [];
        }

        PeakHistory overTime = _overTime.Copy();
        WithTheRest(overTime);
        return overTime.UpTo(_frame + (ExactReader.Taps / 2) + _filled);
    }

    /// <summary>Reads what has come in and not yet passed, as if silence followed.</summary>
    private float WithTheRest(PeakHistory? overTime)
    {
        float peak = MathF.Max(_truePeak, SamplePeakLinear());
        float[] rest = new float[_work.Length];
        _work.AsSpan(0, History + _filled).CopyTo(rest);
        long frame = _frame;
        peak = Peak(rest, peak, overTime, frame);
        rest.AsSpan(Chunk).CopyTo(rest);
        rest.AsSpan(History).Clear();
        for (int heard = 0; heard < History; heard += Chunk)
        {
            frame += Chunk;
            peak = Peak(rest, peak, overTime, frame);
            rest.AsSpan(Chunk).CopyTo(rest);
        }

        return peak;
    }

    /// <summary>Raises the peak by what a chunk of intervals holds.</summary>
    private float Peak(ReadOnlySpan<float> work, float peak, PeakHistory? overTime, long frame)
    {
        if (PeakOf(work) == 0)
        {
            return peak;
        }

        float halfway = ReadHalfway(work, _between);
        peak = MathF.Max(peak, halfway);
        float reach = peak * Reach;
        float before = 0;
        if (overTime is not null)
        {
            before = MathF.Max(overTime.At(frame), MathF.Max(halfway, PeakOf(work.Slice(Before, Chunk))));
            reach = MathF.Min(reach, before * ReachOverTime);
        }

        Vector512<float> threshold = Vector512.Create(reach);
        Vector512<float> longLook = Vector512.Create(peak * WorthALongLook);
        Vector512<float> highest = Vector512.Create(before);
        for (int j = 0; j < Chunk; j += Vector512<float>.Count)
        {
            Vector512<float> here = Vector512.Abs(Vector512.Create(work.Slice(j + Before, Vector512<float>.Count)));
            Vector512<float> next = Vector512.Abs(Vector512.Create(work.Slice(j + Before + 1, Vector512<float>.Count)));
            Vector512<float> between = Vector512.Abs(Vector512.Create(_between.AsSpan(j, Vector512<float>.Count)));
            Vector512<float> around = Vector512.Max(between, Vector512.Max(here, next));
            ulong near = Vector512.GreaterThanOrEqual(around, threshold).ExtractMostSignificantBits();
            for (; near != 0; near &= near - 1)
            {
                ReadOnlySpan<float> x = work.Slice(j + BitOperations.TrailingZeroCount(near), ExactReader.Taps);
                Vector512<float> read = ReadInterval(x.Slice(Inset, Taps), AllPhases);
                highest = Vector512.Max(highest, read);
                if (Vector512.GreaterThanAny(read, longLook))
                {
                    highest = Vector512.Max(highest, LookLonger(x, read, peak));
                }
            }
        }

        float found = PeakOf(highest);
        overTime?.Raise(frame, found);
        return MathF.Max(peak, found);
    }

    private static Vector512<float> LookLonger(ReadOnlySpan<float> x, Vector512<float> usual, float peak)
    {
        Vector512<float> read = ReadInterval(x.Slice(LongInset, LongTaps), AllPhasesLong);
        bool agree = Vector512.LessThanAll(Vector512.Abs(read - usual), Vector512.Create(Agreement * peak));
        return agree || Vector512.LessThanAll(read, Vector512.Create(WorthAnExactLook * peak))
            ? read
            : Vector512.Max(read, ReadInterval(x, ExactReader.AllPhases));
    }

    /// <summary>Absolute values at all 16 places from a sample to the next. Lane: phase.</summary>
    private static Vector512<float> ReadInterval(ReadOnlySpan<float> x, ReadOnlySpan<float> rows)
    {
        Vector512<float> a = Vector512<float>.Zero;
        Vector512<float> b = a;
        Vector512<float> c = a;
        Vector512<float> d = a;
        for (int k = 0; k < x.Length; k += 4)
        {
            ReadOnlySpan<float> row = rows.Slice(k * Phases, 4 * Phases);
            a += Vector512.Create(x[k]) * Vector512.Create(row);
            b += Vector512.Create(x[k + 1]) * Vector512.Create(row[Phases..]);
            c += Vector512.Create(x[k + 2]) * Vector512.Create(row[(2 * Phases)..]);
            d += Vector512.Create(x[k + 3]) * Vector512.Create(row[(3 * Phases)..]);
        }

        return Vector512.Abs(a + b + (c + d));
    }

    /// <summary>Signal halfway between samples, for a whole chunk. Lane: place in time. Returns the highest absolute value.</summary>
    private static float ReadHalfway(ReadOnlySpan<float> work, Span<float> between)
    {
        const int Step = 4 * 16;
        Vector512<float> highest = Vector512<float>.Zero;
        for (int j = 0; j < Chunk; j += Step)
        {
            Vector512<float> a = Vector512<float>.Zero;
            Vector512<float> b = a;
            Vector512<float> c = a;
            Vector512<float> d = a;
            for (int k = 0; k < Taps; k++)
            {
                var tap = Vector512.Create(Halfway[k]);
                ReadOnlySpan<float> x = work.Slice(Inset + j + k, Step);
                a += tap * Vector512.Create(x);
                b += tap * Vector512.Create(x[16..]);
                c += tap * Vector512.Create(x[32..]);
                d += tap * Vector512.Create(x[48..]);
            }

            a.CopyTo(between[j..]);
            b.CopyTo(between[(j + 16)..]);
            c.CopyTo(between[(j + 32)..]);
            d.CopyTo(between[(j + 48)..]);
            highest = Vector512.Max(highest, Vector512.Max(
                Vector512.Max(Vector512.Abs(a), Vector512.Abs(b)), Vector512.Max(Vector512.Abs(c), Vector512.Abs(d))));
        }

        return PeakOf(highest);
    }

    private static float PeakOf(ReadOnlySpan<float> samples)
    {
        Vector512<float> lanes = Vector512<float>.Zero;
        int n = 0;
        for (; n <= samples.Length - Vector512<float>.Count; n += Vector512<float>.Count)
        {
            lanes = Vector512.Max(lanes, Vector512.Abs(Vector512.Create(samples[n..])));
        }

        float peak = PeakOf(lanes);
        for (; n < samples.Length; n++)
        {
            peak = MathF.Max(peak, MathF.Abs(samples[n]));
        }

        return peak;
    }

    private static float PeakOf(Vector512<float> lanes)
    {
        float peak = 0;
        for (int i = 0; i < Vector512<float>.Count; i++)
        {
            peak = MathF.Max(peak, lanes[i]);
        }

        return peak;
    }

    internal static float[] Transpose(PolyphaseKernel kernel)
    {
        float[] rows = new float[kernel.Taps * kernel.Phases];
        for (int p = 0; p < kernel.Phases; p++)
        {
            for (int k = 0; k < kernel.Taps; k++)
            {
                rows[(k * kernel.Phases) + p] = kernel.Row(p)[k];
            }
        }

        return rows;
    }
}
