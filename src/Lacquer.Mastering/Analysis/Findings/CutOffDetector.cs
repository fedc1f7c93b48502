namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>cutOffStart</c> and <c>cutOffEnd</c>: the music does not begin or end in silence but in the middle.</summary>
/// <remarks>
/// At the start an attack on the first sample is no fault, so what counts is a waveform that does not leave from zero: one of the
/// first two samples is already high. At the end the level of the last 50 ms counts, since music dies away.
/// </remarks>
internal sealed class CutOffDetector : IFindingDetector
{
    private const int FirstSamples = 2;

    /// <summary>A step from nothing to this level clicks: −46 dBFS.</summary>
    private const double LeastStep = 0.005;

    /// <summary>And it must be a good part of what follows within 50 ms, so that a waveform rising from zero does not count.</summary>
    private const double StepToLevel = 0.3;

    /// <summary>The last 50 ms against the whole track: tails end below −40 dB.</summary>
    private const double EndToTrackDb = -26;

    private const double LeastEndDbfs = -55;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        (double step, double start, double end, double whole) = (0, 0, 0, 0);
        for (int c = 0; c < meters.Levels.Channels; c++)
        {
            ReadOnlySpan<float> first = meters.Edges.First(c);
            foreach (float x in first[..Math.Min(FirstSamples, first.Length)])
            {
                step = Math.Max(step, Math.Abs(x - meters.Levels.Channel(c).Mean));
            }

            start = Math.Max(start, meters.Edges.FirstPower(c));
            double offset = meters.Levels.Channel(c).Mean * meters.Levels.Channel(c).Mean; // no sound
            end = Math.Max(end, meters.Edges.LastPower(c) - offset);
            whole = Math.Max(whole, meters.Levels.Channel(c).Power - offset);
        }

        if (step > LeastStep && step > StepToLevel * Math.Sqrt(start))
        {
            yield return Of(
                "cutOffStart", 0, 0.05, 20 * Math.Log10(step), 20 * Math.Log10(LeastStep), "dBFS", "The file begins in the middle of a sound.",
                "Start the bounce a little earlier, or draw a short fade-in, so that the first attack is whole and does not click.");
        }

        double endDb = 10 * Math.Log10(end);
        double endToTrack = 10 * Math.Log10(end / whole);
        if (endDb > LeastEndDbfs && endToTrack > EndToTrackDb)
        {
            yield return Of(
                "cutOffEnd", Math.Max(0, analysis.DurationSeconds - 0.05), analysis.DurationSeconds, endToTrack, EndToTrackDb, "dB",
                endToTrack < -1
                    ? $"The file ends in the middle of the sound, {-endToTrack:0} dB below the track's level."
                    : "The file ends in the middle of the sound, at the track's full level.",
                "Let the bounce run until the last tail has died away, or draw a fade-out.");
        }
    }

    private static Finding Of(
        string code, double start, double end, double measured, double expected, string unit, string message, string advice) => new()
        {
            Code = code,
            Severity = FindingSeverity.Warning,
            StartSeconds = start,
            EndSeconds = end,
            Measured = measured,
            Expected = expected,
            Unit = unit,
            FixIn = FixIn.Mix,
            Message = message,
            Advice = advice,
        };
}
