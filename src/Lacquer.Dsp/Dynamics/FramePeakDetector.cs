using System.Numerics;
using System.Runtime.InteropServices;
using Lacquer.Dsp.Filters;

namespace Lacquer.Dsp.Dynamics;

/// <summary>Highest level of one channel around every frame, between the samples too.</summary>
/// <remarks>
/// Every quarter of a frame is interpolated. Where that comes close to the level that matters and has a local maximum, the parabola
/// through it points to the peak, and the signal is read once more just there, as meters of different sharpness read it: they differ
/// by what their filters leave near half the rate. As long as they agree, as they do on nearly all music, that is all; where they do
/// not, <see cref="PeakReader"/> takes the highest reading of a whole family of meters around the place. A quarter-frame grid point
/// lies within an eighth of a frame of the maximum of a signal that holds nothing above half the rate, so it reads at least
/// cos(π/8) = 0.924 of it: no peak above the level is missed by looking from somewhat less than that on.
/// </remarks>
internal sealed class FramePeakDetector
{
    /// <summary>How many frames behind the input the peaks are.</summary>
    public const int DelayFrames = PeakReader.Reach;

    /// <summary>Frames of the past that must lie before the new ones in the buffer given to <see cref="Detect"/>.</summary>
    public const int HistoryFrames = 2 * PeakReader.Reach;

    private const int SectionFrames = 128; // short, so that quiet ones between beats are passed over
    private const int CoarseTaps = 32;
    private const double CoarseBeta = 5.0; // Kaiser, about 54 dB: 0.02 dB of ripple, passband to 0.89 of half the rate
    private const float NearPeak = 0.86f; // cos(π/8), less what the short filter may be out by near half the rate

    /// <summary>First sample that the coarse filters of the first new frame touch.</summary>
    private const int CoarseStart = HistoryFrames - DelayFrames - (CoarseTaps / 2) + 1;

    private static readonly float[] Quarter1 = WindowedSinc.InterpolatorPhase(CoarseTaps, 0.25, CoarseBeta);
    private static readonly float[] Quarter2 = WindowedSinc.InterpolatorPhase(CoarseTaps, 0.50, CoarseBeta);
    private static readonly float[] Quarter3 = WindowedSinc.InterpolatorPhase(CoarseTaps, 0.75, CoarseBeta);

    // No coarse reading can exceed the largest sample times this; a thousandth more for rounding.
    private static readonly float MostGain = 1.001f * LargestGain();

    private readonly float[] _quarter1;
    private readonly float[] _quarter2;
    private readonly float[] _quarter3;
    private readonly PeakReader _reader = new();
    private float _lastQuarter3;

    /// <summary>Allocates.</summary>
    public FramePeakDetector()
    {
        int capacity = DecibelMath.Padded(SectionFrames) + BlockFrames;
        _quarter1 = new float[capacity];
        _quarter2 = new float[capacity];
        _quarter3 = new float[capacity];
    }

    /// <summary>How many samples past the last frame the buffer must hold (any finite value), for whole vectors.</summary>
    public static int PaddingFrames => BlockFrames;

    private static int BlockFrames => 2 * Vector<float>.Count;

    /// <summary>Raises each peak to that of this channel.</summary>
    /// <param name="samples"><see cref="HistoryFrames"/> frames of the past, then the new ones, then <see cref="PaddingFrames"/>.</param>
    /// <param name="peaks">One value per new frame, <see cref="DelayFrames"/> behind it. Linear, ≥ 0.</param>
    /// <param name="level">
    /// Level that matters, linear. Peaks near it and above are measured finely; where none can reach it, peaks may be left as they are.
    /// Infinity: all are measured at quarters of a frame.
    /// </param>
    public void Detect(ReadOnlySpan<float> samples, Span<float> peaks, float level)
    {
        for (int start = 0; start < peaks.Length; start += SectionFrames)
        {
            int count = Math.Min(SectionFrames, peaks.Length - start);
            ReadOnlySpan<float> section = samples[start..];
            if (float.IsFinite(level) && LargestSample(section.Slice(CoarseStart, count + CoarseTaps)) * MostGain < NearPeak * level)
            {
                Interpolate(section[(count - 1)..], 1);
                _lastQuarter3 = _quarter3[0];
            }
            else
            {
                DetectSection(section, peaks.Slice(start, count), level);
            }
        }
    }

    /// <summary>Forgets the past.</summary>
    public void Reset()
    {
        _lastQuarter3 = 0;
        _reader.Reset();
    }

    private void DetectSection(ReadOnlySpan<float> samples, Span<float> peaks, float level)
    {
        Interpolate(samples, peaks.Length);
        ReadOnlySpan<float> here = samples[(HistoryFrames - DelayFrames)..];
        float near = NearPeak * level;
        int i = 0;
        for (; i + Vector<float>.Count <= peaks.Length; i += Vector<float>.Count)
        {
            Vector<float> peak = Vector.Abs(new Vector<float>(here[i..]));
            peak = Vector.Max(peak, Vector.Abs(new Vector<float>(_quarter1, i)));
            peak = Vector.Max(peak, Vector.Abs(new Vector<float>(_quarter2, i)));
            peak = Vector.Max(peak, Vector.Abs(new Vector<float>(_quarter3, i)));
            Vector.Max(peak, new Vector<float>(peaks[i..])).CopyTo(peaks[i..]);
            if (Vector.GreaterThanAny(peak, new Vector<float>(near)))
            {
                for (int k = i; k < i + Vector<float>.Count; k++)
                {
                    Refine(samples, here, peaks, k, near);
                }
            }
        }

        for (; i < peaks.Length; i++)
        {
            float peak = MathF.Max(MathF.Abs(here[i]), MathF.Max(MathF.Abs(_quarter1[i]), MathF.Abs(_quarter2[i])));
            peaks[i] = MathF.Max(peaks[i], MathF.Max(peak, MathF.Abs(_quarter3[i])));
            Refine(samples, here, peaks, i, near);
        }

        _lastQuarter3 = _quarter3[peaks.Length - 1];
    }

    private static float LargestGain()
    {
        float largest = 0;
        foreach (float[] phase in (float[][])[Quarter1, Quarter2, Quarter3])
        {
            float sum = 0;
            foreach (float tap in phase)
            {
                sum += MathF.Abs(tap);
            }

            largest = MathF.Max(largest, sum);
        }

        return largest;
    }

    private static float LargestSample(ReadOnlySpan<float> samples)
    {
        Vector<float> most = default;
        int i = 0;
        for (; i + Vector<float>.Count <= samples.Length; i += Vector<float>.Count)
        {
            most = Vector.Max(most, Vector.Abs(new Vector<float>(samples[i..])));
        }

        float largest = 0;
        for (int k = 0; k < Vector<float>.Count; k++)
        {
            largest = MathF.Max(largest, most[k]);
        }

        for (; i < samples.Length; i++)
        {
            largest = MathF.Max(largest, MathF.Abs(samples[i]));
        }

        return largest;
    }

    private void Interpolate(ReadOnlySpan<float> samples, int frames)
    {
        int width = Vector<float>.Count;
        ref float first = ref MemoryMarshal.GetReference(samples[CoarseStart..]);
        for (int i = 0; i < frames; i += 2 * width)
        {
            Vector<float> a1 = default;
            Vector<float> a2 = default;
            Vector<float> a3 = default;
            Vector<float> b1 = default;
            Vector<float> b2 = default;
            Vector<float> b3 = default;
            for (int j = 0; j < CoarseTaps; j++)
            {
                Vector<float> xa = Vector.LoadUnsafe(ref first, (nuint)(i + j));
                Vector<float> xb = Vector.LoadUnsafe(ref first, (nuint)(i + j + width));
                Vector<float> h1 = new(Quarter1[j]);
                Vector<float> h2 = new(Quarter2[j]);
                Vector<float> h3 = new(Quarter3[j]);
                a1 = Vector.MultiplyAddEstimate(xa, h1, a1);
                b1 = Vector.MultiplyAddEstimate(xb, h1, b1);
                a2 = Vector.MultiplyAddEstimate(xa, h2, a2);
                b2 = Vector.MultiplyAddEstimate(xb, h2, b2);
                a3 = Vector.MultiplyAddEstimate(xa, h3, a3);
                b3 = Vector.MultiplyAddEstimate(xb, h3, b3);
            }

            a1.CopyTo(_quarter1, i);
            b1.CopyTo(_quarter1, i + width);
            a2.CopyTo(_quarter2, i);
            b2.CopyTo(_quarter2, i + width);
            a3.CopyTo(_quarter3, i);
            b3.CopyTo(_quarter3, i + width);
        }
    }

    /// <summary>Looks between the quarters at frame <paramref name="i"/>, when a local maximum near the level lies there.</summary>
    private void Refine(ReadOnlySpan<float> samples, ReadOnlySpan<float> here, Span<float> peaks, int i, float near)
    {
        ReadOnlySpan<float> grid =
        [
            MathF.Abs(i == 0 ? _lastQuarter3 : _quarter3[i - 1]), MathF.Abs(here[i]), MathF.Abs(_quarter1[i]),
            MathF.Abs(_quarter2[i]), MathF.Abs(_quarter3[i]), MathF.Abs(here[i + 1]),
        ];
        for (int k = 1; k <= 4; k++)
        {
            (float before, float top, float after) = (grid[k - 1], grid[k], grid[k + 1]);
            if (top < near || top < before || top < after)
            {
                continue;
            }

            float bend = (2 * top) - before - after;
            float offset = bend > 0 ? (after - before) / (2 * bend) : 0; // in quarters, −½ to ½
            peaks[i] = MathF.Max(peaks[i], _reader.Highest(samples[i..], 0.25f * (k - 1 + offset), near));
        }
    }
}
