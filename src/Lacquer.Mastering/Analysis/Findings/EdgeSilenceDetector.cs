using Lacquer.Mastering.Analysis.Levels;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>silenceAtStart</c> and <c>silenceAtEnd</c>: a track that begins late or goes on after it has ended.</summary>
internal sealed class EdgeSilenceDetector : IFindingDetector
{
    /// <summary>Below this peak, −80 dBFS or 75 dB under the track's own peak, nothing is heard even after mastering.</summary>
    private const double Silence = 0.0001;

    private const double OfPeak = 0.00018;

    /// <summary>Chosen: the two seconds of a CD pause are added by whoever makes the CD, a player needs none.</summary>
    private const double LongestAtStart = 1;

    /// <summary>A pause between tracks is two seconds on a CD; more than double is left over.</summary>
    private const double LongestAtEnd = 4;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        double peak = Math.Pow(10, analysis.Loudness.SamplePeak.Value / 20);
        double limit = Math.Min(Silence, OfPeak * peak);
        int steps = meters.Levels.Steps;
        int first = 0;
        while (first < steps && Peak(meters, first) < limit)
        {
            first++;
        }

        int last = steps - 1;
        while (last > first && Peak(meters, last) < limit)
        {
            last--;
        }

        double start = first / (double)LevelMeter.StepsPerSecond;
        double end = Math.Min(analysis.DurationSeconds, (last + 1) / (double)LevelMeter.StepsPerSecond);
        if (start > LongestAtStart)
        {
            yield return Of(
                "silenceAtStart", 0, start, LongestAtStart, $"The music starts after {start:0.0} s of silence.",
                "Cut the silence at the start of the bounce, or leave it if it is meant as a pause.");
        }

        if (analysis.DurationSeconds - end > LongestAtEnd)
        {
            yield return Of(
                "silenceAtEnd", end, analysis.DurationSeconds, LongestAtEnd, $"The file goes on for {analysis.DurationSeconds - end:0.0} s after the music has ended.",
                "Cut the silence at the end of the bounce, or leave it if it is meant as a pause.");
        }
    }

    private static float Peak(TrackMeters meters, int step)
    {
        float peak = 0;
        for (int c = 0; c < meters.Levels.Channels; c++)
        {
            peak = Math.Max(peak, meters.Levels.Channel(c).Peaks[step]);
        }

        return peak;
    }

    private static Finding Of(string code, double start, double end, double expected, string message, string advice) => new()
    {
        Code = code,
        Severity = FindingSeverity.Info,
        StartSeconds = start,
        EndSeconds = end,
        Measured = end - start,
        Expected = expected,
        Unit = "s",
        FixIn = FixIn.Mix,
        Message = message,
        Advice = advice,
    };
}
