using Lacquer.Dsp.Standards;
using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>loudnessJump</c>: the same music goes on at another level, as after an edit or a slipped fader.</summary>
/// <remarks>
/// When an instrument enters, some bands rise and others stay, and the loud moments rise more than the soft ones. When a fader jumps, all of it
/// rises alike and at once. So the level of every third octave before and after is compared, its mean, its soft moments and its loud ones: the
/// median difference is the jump, and what strays from it must be small against it.
/// </remarks>
internal sealed class LoudnessJumpDetector : IFindingDetector
{
    /// <summary>Smaller steps are in good mixes too, where the playing changes (measured: 5.6 dB).</summary>
    private const double LeastDb = 6;

    private const double GraveDb = 9;

    /// <summary>Long enough that notes and chords average out, on either side.</summary>
    private const double WindowSeconds = 8;

    private const double ShortSeconds = 1;

    /// <summary>Of the moments this close only that with the largest step is looked at.</summary>
    private const double ApartSeconds = 2;

    /// <summary>How far the largest step over the long windows may lie beside the moment of the jump.</summary>
    private const double BesideSeconds = 0.7;

    /// <summary>
    /// Most that all measures stray together, against the jump. Of whole masters and mixes 2 in 143 have such a step, of planted ones of 10 dB four in five
    /// (measured).
    /// </summary>
    private const double MostStray = 0.49;

    /// <summary>The jump is there at once: a short window misses no more of it than this share without straying.</summary>
    private const double AtOnce = 0.9;

    /// <summary>A short window holds few notes, so what it misses counts by half.</summary>
    private const double AtOnceWeight = 0.5;

    private const double SoftShare = 0.2;
    private const double LoudShare = 0.85;

    /// <summary>Bands this far below the loudest are not heard, in dB.</summary>
    private const double HeardDb = 45;

    private const double LowestHz = 60;
    private const double HighestHz = 12_500;
    private const int LeastBands = 12;
    private const double FloorPower = 1e-12;

    /// <summary>Quieter music, against the loudest window, may come and go, in dB.</summary>
    private const double QuietDb = 20;

    /// <summary>What falls or rises further stops or begins, and is no slip of a fader.</summary>
    private const double MostDb = 13;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        ToneMeter tone = meters.Tone;
        int window = (int)Math.Round(WindowSeconds / tone.HopSeconds);
        int brief = Math.Max(2, (int)Math.Round(ShortSeconds / tone.HopSeconds));
        if (window < 2 * brief || tone.RowCount < (2 * window) + 2)
        {
            yield break;
        }

        var levels = new LevelSums(tone);
        double loudest = Enumerable.Range(0, tone.RowCount - window).Max(row => levels.LoudestBandDb(row, window));
        var steps = new double[tone.RowCount];
        for (int row = window; row + window < tone.RowCount; row++)
        {
            steps[row] = StepAt(levels, row, window, loudest);
        }

        var jumps = new List<Jump>();
        int apart = (int)(ApartSeconds / tone.HopSeconds);
        for (int row = window; row + window < tone.RowCount; row++)
        {
            if (Math.Abs(steps[row]) < LeastDb || Math.Abs(steps[row]) < Largest(steps, row - apart, row + apart))
            {
                continue;
            }

            Jump jump = JumpAt(levels, Moment(levels, row, steps, (int)(BesideSeconds / tone.HopSeconds), brief), window, brief);
            if (Math.Abs(jump.Db) is < LeastDb or > MostDb || !(jump.Stray < MostStray))
            {
                continue;
            }

            if (jumps.Count == 0 || jump.Row - jumps[^1].Row > window)
            {
                jumps.Add(jump);
            }
            else if (jump.Stray < jumps[^1].Stray)
            {
                jumps[^1] = jump;
            }
        }

        foreach (Jump jump in jumps.OrderByDescending(found => Math.Abs(found.Db)).Take(FindingList.MostPerCode))
        {
            yield return Of(jump.Db, tone.CentreSeconds(jump.Row), tone.HopSeconds, analysis.DurationSeconds);
        }
    }

    private static double Largest(double[] steps, int from, int to) => steps[Math.Max(0, from)..Math.Min(steps.Length, to + 1)].Max(Math.Abs);

    /// <summary>Median step between the rows before and after one; 0 dB where either is too quiet or too empty to compare.</summary>
    private static double StepAt(LevelSums levels, int row, int window, double loudestDb)
    {
        if (Math.Min(levels.LoudestBandDb(row - window, window), levels.LoudestBandDb(row, window)) < loudestDb - QuietDb)
        {
            return 0;
        }

        double[] steps = levels.Steps(row, window);
        return steps.Length < LeastBands ? 0 : Median(steps);
    }

    /// <summary>The row near one at which most of the step happens at once.</summary>
    private static int Moment(LevelSums levels, int row, double[] steps, int beside, int brief)
    {
        (int best, double most) = (row, double.NegativeInfinity);
        for (int near = row - beside; near <= row + beside; near++)
        {
            if (near >= 0 && near < steps.Length && steps[near] != 0 && Median(levels.Steps(near, brief)) * Math.Sign(steps[row]) is var step && step > most)
            {
                (best, most) = (near, step);
            }
        }

        return best;
    }

    private static Jump JumpAt(LevelSums levels, int row, int window, int brief)
    {
        double[] steps = levels.Steps(row, window);
        if (steps.Length < LeastBands)
        {
            return default;
        }

        double jump = Median(steps);
        double stray = steps.Average(step => Math.Abs(step - jump))
            + Math.Abs(Median(levels.Steps(row, window, SoftShare)) - jump)
            + Math.Abs(Median(levels.Steps(row, window, LoudShare)) - jump)
            + (AtOnceWeight * Math.Max(0, (AtOnce * Math.Abs(jump)) - (Median(levels.Steps(row, brief)) * Math.Sign(jump))));
        return new Jump(row, jump, stray / Math.Abs(jump));
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }

    private static Finding Of(double jump, double seconds, double hopSeconds, double durationSeconds) => new()
    {
        Code = "loudnessJump",
        Severity = Math.Abs(jump) < GraveDb ? FindingSeverity.Info : FindingSeverity.Warning,
        StartSeconds = Math.Max(0, seconds - hopSeconds),
        EndSeconds = Math.Min(durationSeconds, seconds + hopSeconds),
        Measured = Math.Abs(jump),
        Expected = LeastDb,
        Unit = "dB",
        FixIn = FixIn.Mix,
        Message = $"The whole mix suddenly becomes {Math.Abs(jump):0.0} dB {(jump > 0 ? "louder" : "quieter")}, with the same sound.",
        Advice = "Look for an edit between two takes, a step in the volume automation of the stereo bus, or a plug-in that switches on there, and match " +
                 "the levels. If it is meant as an effect, leave it.",
    };

    /// <summary>A step in level.</summary>
    /// <param name="Row">The row that it falls into.</param>
    /// <param name="Db">How far, over the long windows.</param>
    /// <param name="Stray">How far the measures stray from that, against it.</param>
    private readonly record struct Jump(int Row, double Db, double Stray);

    /// <summary>Levels of the third octaves, summed up so that any window is read at once.</summary>
    private sealed class LevelSums
    {
        private readonly double[][] _levels;
        private readonly double[][] _sums;

        public LevelSums(ToneMeter tone)
        {
            int[] bands = [.. Enumerable.Range(0, tone.BandCount).Where(b => Iec61260.MidbandHz(b) is > LowestHz and < HighestHz)];
            (_levels, _sums) = (new double[bands.Length][], new double[bands.Length][]);
            for (int i = 0; i < bands.Length; i++)
            {
                (_levels[i], _sums[i]) = (new double[tone.RowCount], new double[tone.RowCount + 1]);
                for (int row = 0; row < tone.RowCount; row++)
                {
                    _levels[i][row] = 10 * Math.Log10(tone.BandPower(row)[bands[i]] + FloorPower);
                    _sums[i][row + 1] = _sums[i][row] + _levels[i][row];
                }
            }
        }

        /// <summary>Mean level of the loudest band in so many rows from one on, in dB.</summary>
        public double LoudestBandDb(int row, int rows) => _sums.Max(sums => (sums[row + rows] - sums[row]) / rows);

        /// <summary>Differences of the heard bands' mean levels from before a row to after it, in dB. The rows that hold both are left out.</summary>
        public double[] Steps(int row, int rows) => [.. Heard(row, rows).Select(band => Mean(band, row + 1, rows - 1) - Mean(band, row - rows, rows - 1))];

        /// <summary>The same of the levels that a share of the rows stay below.</summary>
        public double[] Steps(int row, int rows, double share) =>
            [.. Heard(row, rows).Select(band => Quantile(band, row + 1, rows - 1, share) - Quantile(band, row - rows, rows - 1, share))];

        private IEnumerable<int> Heard(int row, int rows)
        {
            double loudest = Math.Max(LoudestBandDb(row - rows, rows - 1), LoudestBandDb(row + 1, rows - 1));
            return Enumerable.Range(0, _sums.Length).Where(band => Math.Max(Mean(band, row - rows, rows - 1), Mean(band, row + 1, rows - 1)) > loudest - HeardDb);
        }

        private double Mean(int band, int row, int rows) => (_sums[band][row + rows] - _sums[band][row]) / rows;

        private double Quantile(int band, int row, int rows, double share)
        {
            double[] sorted = _levels[band][row..(row + rows)];
            Array.Sort(sorted);
            return sorted[(int)(share * (rows - 1))];
        }
    }
}
