using Lacquer.Dsp.Standards;
using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>loudnessJump</c>: the same music goes on at another level, as after an edit or a slipped fader.</summary>
/// <remarks>
/// When an instrument enters, some bands rise and others stay. When a fader jumps, all of them rise alike and at once. So the level of
/// every third octave before and after is compared: the median difference is the jump, and the rest of the difference must be as small as
/// it usually is from one moment of this track to the next.
/// </remarks>
internal sealed class LoudnessJumpDetector : IFindingDetector
{
    /// <summary>Smaller steps are in good mixes too, where the playing changes (measured: 5.6 dB).</summary>
    private const double LeastDb = 6;

    private const double GraveDb = 9;
    /// <summary>Long enough that notes and chords average out, on either side.</summary>
    private const double WindowSeconds = 8;
    private const double ShortSeconds = 1.5;


    /// <summary>The jump shows at once: share of it that is there in the short windows.</summary>
    private const double AtOnce = 0.55;

    /// <summary>How far the bands may stray from the jump, on average, against the jump.</summary>
    private const double Stray = 0.33;

    /// <summary>And in dB: where more strays, other instruments play.</summary>
    private const double MostStrayDb = 2;

    /// <summary>Bands this far below the loudest are not heard, in dB.</summary>
    private const double HeardDb = 45;

    private const double LowestHz = 60;
    private const double HighestHz = 12_500;
    private const int LeastBands = 12;
    private const double FloorPower = 1e-12;

    /// <summary>Quieter music, against the loudest window, may come and go, in dB.</summary>
    private const double QuietDb = 20;

    /// <summary>What falls or rises further stops or begins, and is no slip of a fader.</summary>
    private const double MostDb = 12;

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
        var jumps = new List<Jump>();
        for (int row = window; row + window < tone.RowCount; row++)
        {
            Jump jump = JumpAt(levels, row, window, brief, loudest);
            if (Math.Abs(jump.Db) < LeastDb)
            {
                continue;
            }

            if (jumps.Count == 0 || row - jumps[^1].Row > window)
            {
                jumps.Add(jump);
            }
            else if (Math.Abs(jump.AtOnceDb) > Math.Abs(jumps[^1].AtOnceDb))
            {
                jumps[^1] = jump;
            }
        }

        foreach (Jump jump in jumps.OrderByDescending(found => Math.Abs(found.Db)).Take(FindingList.MostPerCode))
        {
            yield return Of(jump.Db, tone.CentreSeconds(jump.Row), tone.HopSeconds, analysis.DurationSeconds);
        }
    }

    /// <summary>Jump between the rows before and after one; 0 dB where it is none.</summary>
    private static Jump JumpAt(LevelSums levels, int row, int window, int brief, double loudestDb)
    {
        double[] steps = levels.Steps(row, window);
        if (steps.Length < LeastBands || Math.Min(levels.LoudestBandDb(row - window, window), levels.LoudestBandDb(row, window)) < loudestDb - QuietDb)
        {
            return default;
        }

        double jump = Median(steps);
        double stray = steps.Average(step => Math.Abs(step - jump));
        double atOnce = Median(levels.Steps(row, brief));
        return stray <= Math.Min(MostStrayDb, Stray * Math.Abs(jump)) && Math.Abs(jump) <= MostDb && atOnce / jump >= AtOnce
            ? new Jump(row, jump, atOnce)
            : default;
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
    /// <param name="AtOnceDb">How far over the short ones.</param>
    private readonly record struct Jump(int Row, double Db, double AtOnceDb);

    /// <summary>Levels of the third octaves, summed up so that any window is read at once.</summary>
    private sealed class LevelSums
    {
        private readonly double[][] _sums;

        public LevelSums(ToneMeter tone)
        {
            int[] bands = [.. Enumerable.Range(0, tone.BandCount).Where(b => Iec61260.MidbandHz(b) is > LowestHz and < HighestHz)];
            _sums = new double[bands.Length][];
            for (int i = 0; i < bands.Length; i++)
            {
                _sums[i] = new double[tone.RowCount + 1];
                for (int row = 0; row < tone.RowCount; row++)
                {
                    _sums[i][row + 1] = _sums[i][row] + (10 * Math.Log10(tone.BandPower(row)[bands[i]] + FloorPower));
                }
            }
        }

        /// <summary>Mean level of the loudest band in so many rows from one on, in dB.</summary>
        public double LoudestBandDb(int row, int rows) => _sums.Max(sums => (sums[row + rows] - sums[row]) / rows);

        /// <summary>Differences of the heard bands from before a row to after it, in dB. The rows that hold both are left out.</summary>
        public double[] Steps(int row, int rows)
        {
            double loudest = Math.Max(LoudestBandDb(row - rows, rows - 1), LoudestBandDb(row + 1, rows - 1));
            var steps = new List<double>(_sums.Length);
            foreach (double[] sums in _sums)
            {
                double before = (sums[row - 1] - sums[row - rows]) / (rows - 1);
                double after = (sums[row + rows] - sums[row + 1]) / (rows - 1);
                if (Math.Max(before, after) > loudest - HeardDb)
                {
                    steps.Add(after - before);
                }
            }

            return [.. steps];
        }
    }
}
