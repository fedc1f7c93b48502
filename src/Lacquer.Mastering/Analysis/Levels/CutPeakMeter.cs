using System.Runtime.InteropServices;

using Lacquer.Dsp;

namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>Counts per tenth of a second how many peaks share the highest and the lowest value exactly, at whatever level that lies.</summary>
/// <remarks>
/// Peaks of sound that nobody has cut differ; when many of a passage end at one value, it was cut there, though bright sound stays at the
/// ceiling for a single sample each time. A limiter makes equal peaks too, but round ones: hardly ever do two samples side by side
/// touch its ceiling where the waveform is steep.
/// </remarks>
internal sealed class CutPeakMeter
{
    /// <summary>Equal means equal to this part of the level, or to one step of the coding: a gain after the cut rounds anew.</summary>
    private const float RelativeTolerance = 3e-5f;

    /// <summary>
    /// Both neighbours of a flat top must fall by this many tolerances: two samples to either side of a round peak that falls so fast are
    /// equal by chance once in fifty times.
    /// </summary>
    private const float SteepDrop = 50;

    /// <summary>A square wave falls further at once than this many times its level; what was cut goes on as the music did.</summary>
    private const float MostDrop = 1.3f;

    /// <summary>Peaks below −40 dBFS have too few steps of 16 bits to differ.</summary>
    private const float LeastLevel = 0.01f;

    private const int ChunkFrames = 64;

    private readonly int _sampleRateHz;
    private readonly float _step;
    private readonly List<CutPeak> _found = [];
    private readonly Side[] _sides;
    private long _frames;
    private int _steps;

    /// <param name="sampleRateHz">Rate of the signal.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="bits">Bits per sample of an integer coding; null for a lossy or unknown one.</param>
    public CutPeakMeter(int sampleRateHz, int channels, int? bits)
    {
        _sampleRateHz = sampleRateHz;
        _step = bits is > 0 and < 32 ? 1.01f / (1L << (bits.Value - 1)) : 0;
        _sides = new Side[2 * channels];
    }

    /// <summary>The extremes that were touched more than once, by time.</summary>
    public ReadOnlySpan<CutPeak> Found => CollectionsMarshal.AsSpan(_found);

    /// <summary>Listens to a block; the audio stays as it is.</summary>
    public void Process(AudioBlock block)
    {
        for (int start = 0; start < block.Frames;)
        {
            long stepEnd = (_steps + 1L) * _sampleRateHz / LevelMeter.StepsPerSecond;
            int frames = (int)Math.Min(Math.Min(ChunkFrames, block.Frames - start), stepEnd - _frames);
            for (int c = 0; c < block.Channels; c++)
            {
                ReadOnlySpan<float> samples = block.Channel(c).Slice(start, frames);
                (float low, float high) = Extremes(samples);
                Hear(ref _sides[2 * c], samples, 1, high);
                Hear(ref _sides[(2 * c) + 1], samples, -1, -low);
            }

            start += frames;
            _frames += frames;
            if (_frames == stepEnd)
            {
                FinishStep();
            }
        }
    }

    /// <summary>Counts the last, incomplete step.</summary>
    public void Finish() => FinishStep();

    private static (float Low, float High) Extremes(ReadOnlySpan<float> samples)
    {
        StepSums sums = default;
        sums.AddExtremes(samples);
        return (sums.Min, sums.Max);
    }

    private void Hear(ref Side side, ReadOnlySpan<float> samples, int sign, float highest)
    {
        float tolerance = Math.Max(_step, RelativeTolerance * Math.Max(side.Level, highest));
        if (highest < side.Level - tolerance || highest < LeastLevel)
        {
            side.Close(sign * samples[0], SteepDrop * tolerance);
            side.Before = sign * samples[^1];
            return;
        }

        if (highest > side.Level + tolerance)
        {
            side.Begin(highest);
        }

        float least = side.Level - tolerance;
        foreach (float sample in samples)
        {
            float x = sign * sample;
            if (x >= least)
            {
                side.Run++;
                continue;
            }

            side.Close(x, SteepDrop * tolerance);
            side.Before = x;
        }
    }

    private void FinishStep()
    {
        for (int i = 0; i < _sides.Length; i++)
        {
            ref Side side = ref _sides[i];
            side.Close(0, 0);
            if (side.Touches > 1 || side.Flat > 0)
            {
                _found.Add(new CutPeak(i / 2, i % 2 == 0 ? 1 : -1, _steps, side.Level, side.Touches, side.Flat, side.Samples));
            }

            side = new Side { Before = side.Before };
        }

        _steps++;
    }

    /// <summary>The extreme of the step so far, and who touched it.</summary>
    private struct Side
    {
        public float Level;
        public float Before;
        public int Run;
        public int Touches;
        public int Flat;
        public int Samples;

        /// <summary>A higher extreme: what touched the old one counts no more. The run that is going on may be its foot.</summary>
        public void Begin(float level)
        {
            float before = Run > 0 ? Level : Before;
            this = new Side { Level = level, Before = before };
        }

        /// <summary>Ends the run that is going on.</summary>
        public void Close(float after, float steep)
        {
            if (Run == 0)
            {
                return;
            }

            Touches++;
            Samples += Run;
            float drop = MostDrop * Level;
            Flat += Run > 1 && Level - Before >= steep && Level - after >= steep && Level - Before <= drop && Level - after <= drop ? 1 : 0;
            Run = 0;
        }
    }
}
