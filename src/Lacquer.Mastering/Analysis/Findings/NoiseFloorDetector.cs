using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>noiseFloor</c>: hiss that is heard when the music pauses, or over its top where it leaves room there.</summary>
/// <remarks>
/// Noise is steady as nothing else is: in bands of hundreds of bins its level stays within a decibel from one moment to the next, while
/// music moves and its tails fall. So the quietest stretch is looked for in which the mids and the highs both stay put. Music that never
/// pauses still leaves the top to the hiss between its cymbals: then the quietest tenth of all moments lies at one level there.
/// </remarks>
internal sealed class NoiseFloorDetector : IFindingDetector
{
    /// <summary>The stretch must last this long, in seconds.</summary>
    private const double LeastSeconds = 0.7;

    /// <summary>From highest to lowest level within it: above 4 kHz, and from 600 Hz to 4 kHz, in dB. White noise keeps within 1 and 2.</summary>
    private const float SteadyHighsDb = 1.6f;

    private const float SteadyMidsDb = 3f;

    /// <summary>Against the loudness; what is quieter drowns in a room's own noise once the track plays at any level, in dB. Chosen.</summary>
    private const double LeastToLoudnessDb = -58;

    /// <summary>Louder than this it is a sound of the music, in dB against the loudness.</summary>
    private const double MostToLoudnessDb = -20;

    /// <summary>From here on it is heard in every pause.</summary>
    private const double GraveDb = -45;

    /// <summary>A floor is what is left at the quietest moments: nothing but digital silence may lie further below it, in dB.</summary>
    private const float LowestWithinDb = 3;

    /// <summary>Noise has highs: against the mids, in dB. A held note has none.</summary>
    private const float LeastHighsToMidsDb = -14;

    private const float SilenceDbfs = -110;
    private const int Mids = 2;
    private const int Highs = 3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        if ((InPauses(analysis, meters) ?? OverTheTop(analysis, meters)) is { } finding)
        {
            yield return finding;
        }
    }

    private static Finding? InPauses(TrackAnalysis analysis, TrackMeters meters)
    {
        DynamicsMeter dynamics = meters.Dynamics;
        int rows = Math.Max(8, (int)Math.Ceiling(LeastSeconds / dynamics.RowSeconds));
        (int first, float level) = Quietest(dynamics, rows);
        double loudness = analysis.Loudness.Integrated.Value;
        double toLoudness = level - loudness;
        if (first < 0 || !(toLoudness > LeastToLoudnessDb && toLoudness < MostToLoudnessDb) || !IsFloor(dynamics, level))
        {
            return null;
        }

        (int start, int end) = Stretch(dynamics, first, rows);
        return new Finding
        {
            Code = "noiseFloor",
            Severity = toLoudness > GraveDb ? FindingSeverity.Warning : FindingSeverity.Info,
            StartSeconds = start * dynamics.RowSeconds,
            EndSeconds = Math.Min(analysis.DurationSeconds, (end + 1) * dynamics.RowSeconds),
            Measured = toLoudness,
            Expected = LeastToLoudnessDb,
            Unit = "dB",
            FixIn = FixIn.Mix,
            Message = $"Steady noise of {level:0} dBFS, {-toLoudness:0} dB under the music, is left when the music pauses; mastering lifts it with everything else.",
            Advice = "Fade in and out on every track where nothing plays, or set a gentle expander on the noisy ones: microphones, guitar amplifiers " +
                     "and tape emulations with hiss switched on. A de-noiser taught on a pause helps with the rest.",
        };
    }

    private static Finding? OverTheTop(TrackAnalysis analysis, TrackMeters meters)
    {
        double level = TopFloor.Dbfs(meters.Tone, analysis.Format.SampleRateHz);
        double toLoudness = level - analysis.Loudness.Integrated.Value;
        return !(toLoudness > LeastToLoudnessDb && toLoudness < MostToLoudnessDb) || level > BetweenHatsDbfs(meters.Dynamics) + LowestWithinDb ? null : new Finding
        {
            Code = "noiseFloor",
            Severity = toLoudness > GraveDb ? FindingSeverity.Warning : FindingSeverity.Info,
            StartSeconds = 0,
            EndSeconds = analysis.DurationSeconds,
            Measured = toLoudness,
            Expected = LeastToLoudnessDb,
            Unit = "dB",
            FixIn = FixIn.Mix,
            Message = $"Steady noise of {level:0} dBFS in the highs, {-toLoudness:0} dB under the music, is heard between the cymbals; mastering lifts it with everything else.",
            Advice = "Listen to the tracks one by one above 8 kHz: a noisy microphone, an amplifier or a tape emulation with hiss switched on. Switch the hiss off, " +
                     "use a de-noiser on that track, or roll its highs off where it has none of its own.",
        };
    }

    /// <summary>What the highs fall to within a tenth of a second: hats that keep time are as even as noise in longer moments.</summary>
    private static float BetweenHatsDbfs(DynamicsMeter dynamics)
    {
        float[] levels = [.. Enumerable.Range(0, dynamics.RowCount).Select(row => dynamics.LevelDbfs(row, Highs)).Where(level => level > SilenceDbfs).Order()];
        return levels.Length == 0 ? SilenceDbfs : levels[levels.Length / 10];
    }

    /// <summary>Level of mids and highs together, in dBFS.</summary>
    private static float Level(DynamicsMeter dynamics, int row) =>
        10 * MathF.Log10(MathF.Pow(10, 0.1f * dynamics.LevelDbfs(row, Mids)) + MathF.Pow(10, 0.1f * dynamics.LevelDbfs(row, Highs)));

    /// <summary>Where the quietest steady stretch begins, and its level; −1 when there is none.</summary>
    private static (int First, float LevelDbfs) Quietest(DynamicsMeter dynamics, int rows)
    {
        (int best, float lowest) = (-1, float.PositiveInfinity);
        for (int first = 0; first + rows <= dynamics.RowCount; first++)
        {
            if (IsSteady(dynamics, first, rows, out float level) && level < lowest)
            {
                (best, lowest) = (first, level);
            }
        }

        return (best, lowest);
    }

    private static bool IsSteady(DynamicsMeter dynamics, int first, int rows, out float level)
    {
        (float lowHighs, float highHighs) = (float.PositiveInfinity, float.NegativeInfinity);
        (float lowMids, float highMids) = (float.PositiveInfinity, float.NegativeInfinity);
        level = 0;
        for (int r = first; r < first + rows; r++)
        {
            (float mids, float highs) = (dynamics.LevelDbfs(r, Mids), dynamics.LevelDbfs(r, Highs));
            (lowHighs, highHighs) = (Math.Min(lowHighs, highs), Math.Max(highHighs, highs));
            (lowMids, highMids) = (Math.Min(lowMids, mids), Math.Max(highMids, mids));
            if (!(lowHighs > SilenceDbfs) || highHighs - lowHighs > SteadyHighsDb || highMids - lowMids > SteadyMidsDb)
            {
                return false;
            }

            level += Level(dynamics, r) / rows;
        }

        return lowHighs - highMids > LeastHighsToMidsDb;
    }

    /// <summary>Whether hardly anything that sounds lies below.</summary>
    private static bool IsFloor(DynamicsMeter dynamics, float level)
    {
        int below = 0;
        for (int r = 0; r < dynamics.RowCount; r++)
        {
            float own = Level(dynamics, r);
            below += own > SilenceDbfs && own < level - LowestWithinDb ? 1 : 0;
        }

        return below * 100 <= dynamics.RowCount;
    }

    /// <summary>How far the stretch goes on at that level.</summary>
    private static (int Start, int End) Stretch(DynamicsMeter dynamics, int first, int rows)
    {
        (int start, int end) = (first, first + rows - 1);
        while (start > 0 && IsSteady(dynamics, start - 1, rows, out _))
        {
            start--;
        }

        while (end + 1 < dynamics.RowCount && IsSteady(dynamics, end + 2 - rows, rows, out _))
        {
            end++;
        }

        return (start, end);
    }
}
