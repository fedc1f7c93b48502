using Lacquer.Mastering.Analysis.Levels;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>interSamplePeaks</c>: the waveform between the samples goes over full scale and clips in converters and codecs.</summary>
internal sealed class InterSamplePeaksDetector : IFindingDetector
{
    /// <summary>Full scale; ITU-R BS.1770-5, Annex 2 measures it, EBU R 128 asks for −1 dBTP.</summary>
    private const double LimitDbtp = 0;

    /// <summary>The meter over-reads by at most 0.2 dB (EBU Tech 3341); half of that counts as none.</summary>
    private const double ToleranceDb = 0.1;

    /// <summary>From here on ordinary players distort audibly; chosen.</summary>
    private const double GraveDbtp = 1;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        double peak = analysis.Loudness.TruePeak.Value;
        if (!(peak > LimitDbtp + ToleranceDb))
        {
            return [];
        }

        var flags = new bool[meters.Levels.Steps];
        foreach (int step in meters.Overs.Steps)
        {
            flags[Math.Min(step, flags.Length - 1)] = true;
        }

        List<TimeRange> ranges = TimeRange.AtMost(
            FindingList.MostPerCode,
            TimeRange.Where(flags, LevelMeter.StepsPerSecond, analysis.DurationSeconds, mergeSeconds: 2));
        if (ranges.Count == 0)
        {
            ranges.Add(new TimeRange(0, analysis.DurationSeconds));
        }

        return ranges.Select(range => new Finding
        {
            Code = "interSamplePeaks",
            Severity = peak > GraveDbtp ? FindingSeverity.Warning : FindingSeverity.Info,
            StartSeconds = range.Start,
            EndSeconds = range.End,
            Measured = peak,
            Expected = LimitDbtp,
            Unit = "dBTP",
            FixIn = FixIn.Master,
            Message = $"The waveform rises above full scale here, in the whole track up to {peak:+0.0;-0.0} dBTP.",
            Advice = "Lacquer's limiter brings it below the ceiling. Better still, take the limiter off the stereo bus or lower its ceiling before you bounce.",
        });
    }
}
