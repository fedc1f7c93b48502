using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>hum</c>: lines at the mains frequency and its harmonics that stay when the music pauses, or run on beneath it.</summary>
internal sealed class HumDetector : IFindingDetector
{
    /// <summary>A line must stand this far above its neighbours in the quietest tenth of the track, in dB.</summary>
    private const double LeastStandDb = 9;

    /// <summary>Lines that must be found among the first <see cref="Harmonics"/>; a held note rarely hits three of them.</summary>
    private const int LeastLines = 3;

    private const int Harmonics = 10;

    /// <summary>Notes lie a hertz and more beside the mains (G1 is 49.0 Hz), the mains itself stays within 0.2 Hz; the rest is reading error, in Hz.</summary>
    private const double ToleranceHz = 0.7;

    /// <summary>Quieter lines, against the track's loudness in LUFS, are masked once the track is played at any level; chosen.</summary>
    private const double LeastToLoudnessDb = -65;

    /// <summary>The highest bin of a Hann window holds two thirds of a line's power.</summary>
    private const double HannPeak = 1.5;

    private const double QuietShare = 0.1;

    /// <summary>Fewer frames (about four seconds) have no quietest tenth.</summary>
    private const int LeastFrames = 20;

    /// <summary>
    /// Beneath music, over the strongest line within 2.6 Hz: clean mixes have it at up to two harmonics of the first seven by chance and by loops
    /// in time, hum at −50 dB against the music at three to six within a minute (measured).
    /// </summary>
    private const double LeastLineStandDb = 3;

    /// <summary>Beneath music, over what chance leads to expect.</summary>
    private const double LeastSurplusDb = 7;

    /// <summary>Where other lines beside it are steady too, it belongs to a loop in time; notes that begin and end reach 9 (measured).</summary>
    private const double MostOthersDb = 10.5;

    /// <summary>Against the loudness in LUFS: from here on hum is heard between the notes. Chosen.</summary>
    private const double HeardToLoudnessDb = -50;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        double needed = Math.Max(-100, analysis.Loudness.Integrated.Value + LeastToLoudnessDb);
        double durationSeconds = analysis.DurationSeconds;
        if (Loudest(InPauses(meters.Tone.Floor), needed) is { } heard)
        {
            return [Of(heard, needed, durationSeconds, FindingSeverity.Warning, "in the quiet passages")];
        }

        if (Loudest(Beneath(meters.Tone.Lines), needed) is { } hidden)
        {
            bool audible = hidden.LevelDbfs > analysis.Loudness.Integrated.Value + HeardToLoudnessDb;
            return [Of(hidden, needed, durationSeconds, audible ? FindingSeverity.Warning : FindingSeverity.Info, "all through, beneath the music")];
        }

        return [];
    }

    private static Hum? Loudest(IEnumerable<Hum> hums, double neededDbfs) => hums.Where(hum => hum.LevelDbfs > neededDbfs).MaxBy(hum => hum.LevelDbfs);

    private static IEnumerable<Hum> InPauses(FloorMeter floor)
    {
        if (floor.Frames < LeastFrames)
        {
            return [];
        }

        var quiet = new double[floor.Bins];
        for (int k = 0; k < quiet.Length; k++)
        {
            quiet[k] = floor.Percentile(k, QuietShare);
        }

        return LineMeter.MainsHz.Select(mains => Lines(quiet, floor.BinHz, mains));
    }

    private static IEnumerable<Hum> Beneath(LineMeter meter)
    {
        foreach (double mainsHz in meter.IsSure ? LineMeter.MainsHz : [])
        {
            List<int> lines = [];
            double power = 0;
            for (int h = 1; h <= LineMeter.Harmonics; h++)
            {
                MainsLine line = meter.At(mainsHz, h);
                if (line.StandDb >= LeastLineStandDb && line.SurplusDb >= LeastSurplusDb && line.OthersDb <= MostOthersDb)
                {
                    lines.Add(h);
                    power += line.Power;
                }
            }

            if (lines.Count >= LeastLines && IsSeries(lines))
            {
                yield return new Hum(mainsHz, lines, 10 * Math.Log10(power));
            }
        }
    }

    /// <summary>Hum begins with the mains, with or without its even harmonics, or is rectified, with even ones alone; loops in time hit any.</summary>
    private static bool IsSeries(List<int> harmonics) =>
        (harmonics.Contains(1) && (harmonics.Contains(2) || harmonics.Contains(3))) || (harmonics.Contains(2) && harmonics.Contains(4));

    /// <summary>The lines of one mains frequency; −∞ dBFS when there are too few.</summary>
    private static Hum Lines(double[] quiet, double binHz, double mainsHz)
    {
        var lines = new List<int>();
        double power = 0;
        for (int h = 1; h <= Harmonics; h++)
        {
            int k = (int)Math.Round(h * mainsHz / binHz);
            const int Reach = 9;
            if (k + Reach >= quiet.Length || k <= Reach)
            {
                continue;
            }

            int peak = quiet[k - 1] > quiet[k] ? k - 1 : quiet[k + 1] > quiet[k] ? k + 1 : k;
            (double a, double b, double c) = (quiet[peak - 1], quiet[peak], quiet[peak + 1]);
            double bend = a - (2 * b) + c;
            double frequency = (peak + (bend < 0 ? 0.5 * (a - c) / bend : 0)) * binHz;
            if (b - Around(quiet, k) >= LeastStandDb && Math.Abs(frequency - (h * mainsHz)) < ToleranceHz)
            {
                lines.Add(h);
                power += Math.Pow(10, b / 10);
            }
        }

        bool found = lines.Count >= LeastLines && lines[0] <= 2;
        return new Hum(mainsHz, lines, found ? 10 * Math.Log10(HannPeak * power) : double.NegativeInfinity);
    }

    /// <summary>Median of the bins on both sides, 4 to 9 bins away.</summary>
    private static double Around(double[] quiet, int k)
    {
        double[] neighbours = [.. quiet[(k - 9)..(k - 3)], .. quiet[(k + 4)..(k + 10)]];
        Array.Sort(neighbours);
        return neighbours[neighbours.Length / 2];
    }

    private static Finding Of(Hum hum, double expected, double durationSeconds, FindingSeverity severity, string where) => new()
    {
        Code = "hum",
        Severity = severity,
        StartSeconds = 0,
        EndSeconds = durationSeconds,
        Measured = hum.LevelDbfs,
        Expected = expected,
        Unit = "dBFS",
        FixIn = FixIn.Mix,
        Message = $"Mains hum of {hum.MainsHz:0} Hz: lines at {string.Join(", ", hum.Harmonics.Select(h => $"{h * hum.MainsHz:0}"))} Hz, together {hum.LevelDbfs:0} dBFS {where}.",
        Advice = "Find the track that hums by soloing during a pause, then gate it, cut the pauses or notch the harmonics there. " +
                 "Balanced cables, one mains outlet for all gear and distance from power supplies prevent it.",
    };

    /// <summary>What was found of one mains frequency.</summary>
    /// <param name="MainsHz">50 or 60.</param>
    /// <param name="Harmonics">Which of its multiples stand out, ascending; 1 is the mains frequency itself.</param>
    /// <param name="LevelDbfs">Level of all of them together.</param>
    private sealed record Hum(double MainsHz, List<int> Harmonics, double LevelDbfs);
}
