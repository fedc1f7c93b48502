using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary>A frequency above which a track holds nothing, dropped off as steeply as only a filter does.</summary>
/// <param name="FrequencyHz">Where it begins to drop: short filters fall over a kilohertz and more.</param>
/// <param name="SteepestHz">Where it drops most.</param>
/// <param name="DropDb">How far, within about 600 Hz.</param>
internal readonly record struct SpectrumEdge(double FrequencyHz, double SteepestHz, double DropDb)
{
    /// <summary>The spectrum is read in steps of this width, in Hz.</summary>
    private const double StepHz = 100;

    /// <summary>Levels are compared over this many steps on either side; two steps between them belong to the slope.</summary>
    private const int Steps = 5;

    private const int Slope = 2;

    /// <summary>Instruments fall by 20 to 40 dB an octave, 2 dB over this distance; noise floors do not fall at all.</summary>
    private const double LeastDropDb = 18;

    /// <summary>Below this nobody can tell a filter from a dark sound.</summary>
    private const double LowestHz = 3_500;

    /// <summary>The edge of a track, or null.</summary>
    public static SpectrumEdge? Of(ToneMeter tone, int sampleRateHz)
    {
        double[] levels = Levels(tone, sampleRateHz);
        SpectrumEdge? best = null;
        for (int i = (int)(LowestHz / StepHz); i + Slope + Steps <= levels.Length; i++)
        {
            double below = Mean(levels, i - Steps, i);
            double above = Mean(levels, i + Slope, i + Slope + Steps);
            double drop = below - above;
            if (drop < LeastDropDb || drop < (best?.DropDb ?? 0))
            {
                continue;
            }

            // Nothing comes back above, and there is a body of sound below: not just the skirt of a lone tone.
            bool empty = levels[(i + Slope)..].Max() < below - (LeastDropDb / 2);
            bool body = Median(levels[(int)(0.6 * i)..i]) > above + (0.7 * LeastDropDb);
            if (empty && body)
            {
                best = new SpectrumEdge(Foot(levels, i) * StepHz, (i + (0.5 * Slope)) * StepHz, drop);
            }
        }

        return best;
    }

    /// <summary>Where the slope begins that is steepest here.</summary>
    private static int Foot(double[] levels, int steepest)
    {
        const double BelowBodyDb = 15;
        double body = Median(levels[(int)(0.6 * steepest)..steepest]);
        int i = steepest;
        while (i > 0 && levels[i - 1] < body - BelowBodyDb)
        {
            i--;
        }

        return i;
    }

    private static double[] Levels(ToneMeter tone, int sampleRateHz)
    {
        ReadOnlySpan<double> power = tone.BinPower;
        var levels = new double[(int)(0.5 * sampleRateHz / StepHz)];
        for (int i = 0; i < levels.Length; i++)
        {
            int first = (int)Math.Ceiling(i * StepHz / tone.BinHz);
            int last = Math.Min(power.Length, Math.Max(first + 1, (int)Math.Ceiling((i + 1) * StepHz / tone.BinHz)));
            double sum = 0;
            foreach (double p in power[first..last])
            {
                sum += p;
            }

            levels[i] = 10 * Math.Log10((sum / (last - first) / Math.Max(1, tone.FrameCount)) + 1e-22);
        }

        return levels;
    }

    private static double Mean(double[] levels, int from, int to)
    {
        double sum = 0;
        for (int i = from; i < to; i++)
        {
            sum += levels[i];
        }

        return sum / (to - from);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
