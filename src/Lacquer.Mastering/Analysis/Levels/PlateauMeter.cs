using System.Runtime.InteropServices;

using Lacquer.Dsp;

namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>Finds flat tops: runs of equal samples at the height of a channel's peaks, entered and left steeply.</summary>
/// <remarks>
/// A smooth peak of a low note may also rest on one quantisation step for some samples, but then the samples beside the run lie
/// only about a step lower. A clipped one drops at once, so both sides must fall by several steps.
/// </remarks>
internal sealed class PlateauMeter
{
    /// <summary>Samples that make a run; two equal ones happen at every rounded peak.</summary>
    public const int ShortestRun = 3;

    /// <summary>Runs lower than this share of the channel's peak so far (−1 dB) are part of the music.</summary>
    private const float NearPeak = 0.89f;

    /// <summary>Equal means equal to this part of the level, or to one step of the coding: a gain after the clipping rounds anew.</summary>
    private const float RelativeTolerance = 3e-5f;

    /// <summary>
    /// Both neighbours must fall by this many tolerances: on a parabola that rests for three samples the next one falls by at most four.
    /// </summary>
    private const float LeastDrop = 5;

    private const int SkipFrames = 64;

    private readonly int _sampleRateHz;
    private readonly float _step;
    private readonly List<Plateau> _plateaus = [];
    private readonly Run[] _runs;
    private readonly float[] _peaks;
    private long _frames;

    /// <param name="sampleRateHz">Rate of the signal.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="bits">Bits per sample of an integer coding; null for a lossy or unknown one.</param>
    public PlateauMeter(int sampleRateHz, int channels, int? bits)
    {
        _sampleRateHz = sampleRateHz;
        _step = bits is > 0 and < 32 ? 1.01f / (1L << (bits.Value - 1)) : 0;
        _runs = new Run[channels];
        _peaks = new float[channels];
    }

    /// <summary>Every flat top, at most one per channel, side and tenth of a second; in order of time within a channel and side.</summary>
    public ReadOnlySpan<Plateau> Plateaus => CollectionsMarshal.AsSpan(_plateaus);

    /// <summary>Listens to a block; the audio stays as it is.</summary>
    public void Process(AudioBlock block)
    {
        for (int c = 0; c < block.Channels; c++)
        {
            ReadOnlySpan<float> samples = block.Channel(c);
            for (int start = 0; start < samples.Length; start += SkipFrames)
            {
                Scan(c, samples, start, Math.Min(SkipFrames, samples.Length - start));
            }
        }

        _frames += block.Frames;
    }

    private void Scan(int channel, ReadOnlySpan<float> samples, int start, int count)
    {
        ref Run run = ref _runs[channel];
        ReadOnlySpan<float> chunk = samples.Slice(start, count);
        StepSums extremes = default;
        extremes.Add(chunk);
        float peak = Math.Max(extremes.Max, -extremes.Min);
        _peaks[channel] = Math.Max(_peaks[channel], peak);
        if (peak < NearPeak * _peaks[channel])
        {
            // Too low for a new run; an open one ends with the first sample.
            Close(channel, ref run, chunk[0], _frames + start);
            run = new Run { Level = chunk[^1], Before = chunk[^1], Length = 1 };
            return;
        }

        for (int n = 0; n < count; n++)
        {
            float x = chunk[n];
            float tolerance = Math.Max(_step, RelativeTolerance * Math.Abs(run.Level));
            if (Math.Abs(x - run.Level) <= tolerance)
            {
                run.Length++;
                continue;
            }

            Close(channel, ref run, x, _frames + start + n);
            run = new Run { Before = run.Level, Level = x, Length = 1 };
        }
    }

    private void Close(int channel, ref Run run, float after, long frame)
    {
        float level = Math.Abs(run.Level);
        if (run.Length < ShortestRun || level < NearPeak * _peaks[channel] || level == 0)
        {
            return;
        }

        float drop = LeastDrop * Math.Max(_step, RelativeTolerance * level);
        int sign = Math.Sign(run.Level);
        if (level - (sign * run.Before) < drop || level - (sign * after) < drop)
        {
            return;
        }

        Record(new Plateau(channel, sign, (int)((frame - run.Length) * LevelMeter.StepsPerSecond / _sampleRateHz), level, run.Length, run.Length));
    }

    /// <summary>Joins a flat top with the last one of its channel and side when both lie in the same step; the higher level wins.</summary>
    private void Record(Plateau plateau)
    {
        const float SameLevel = 0.002f;
        for (int i = _plateaus.Count - 1; i >= 0 && i >= _plateaus.Count - 4; i--)
        {
            Plateau last = _plateaus[i];
            if (last.Channel != plateau.Channel || last.Sign != plateau.Sign || last.Step != plateau.Step)
            {
                continue;
            }

            if (Math.Abs(last.Level - plateau.Level) <= SameLevel * last.Level)
            {
                _plateaus[i] = last with
                {
                    Level = Math.Max(last.Level, plateau.Level),
                    Samples = last.Samples + plateau.Samples,
                    Longest = Math.Max(last.Longest, plateau.Longest),
                };
            }
            else if (plateau.Level > last.Level)
            {
                _plateaus[i] = plateau;
            }

            return;
        }

        _plateaus.Add(plateau);
    }

    /// <summary>The run of equal samples that is going on.</summary>
    private struct Run
    {
        public float Before;
        public float Level;
        public int Length;
    }
}
