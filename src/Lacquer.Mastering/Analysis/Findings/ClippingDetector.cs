using Lacquer.Mastering.Analysis.Levels;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>clipping</c>: peaks cut flat, at full scale, at whatever level the file's peaks end, or all at one level in a passage.</summary>
internal sealed class ClippingDetector : IFindingDetector
{
    /// <summary>Flat tops must lie within 0.1 dB of the highest peak of their channel and side.</summary>
    private const float OfPeak = 0.988f;

    /// <summary>One flat top of three samples may be chance; this many samples are not.</summary>
    private const int LeastSamples = 6;

    /// <summary>Passages this close to what is found at the peak are the same fault, in seconds.</summary>
    private const double KnownSeconds = 0.5;

    /// <summary>Share of all samples from which on clipping is a sound of its own; chosen: one in 5000 is nine a second at 44.1 kHz.</summary>
    private const double GraveShare = 0.0002;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        // What ends at the file's own peak is counted to the sample; where nothing does, passages below it may be cut.
        Finding[] atPeak = [.. AtPeak(analysis, meters)];
        return [.. atPeak, .. Passages(analysis, meters, atPeak)];
    }

    private static IEnumerable<Finding> Passages(TrackAnalysis analysis, TrackMeters meters, Finding[] known)
    {
        var samples = new int[meters.Levels.Steps];
        var levels = new float[meters.Levels.Steps];
        long total = 0;
        foreach (CutPassage passage in CutPassage.Of(meters.CutPeaks.Found, analysis.Format.SampleRateHz))
        {
            foreach (CutPeak peak in passage.Peaks)
            {
                double seconds = (double)peak.Step / LevelMeter.StepsPerSecond;
                if (peak.Step < samples.Length && !known.Any(finding => seconds >= finding.StartSeconds - KnownSeconds && seconds < finding.EndSeconds + KnownSeconds))
                {
                    samples[peak.Step] += peak.Samples;
                    levels[peak.Step] = Math.Max(levels[peak.Step], peak.Level);
                    total += peak.Samples;
                }
            }
        }

        bool grave = total > GraveShare * analysis.Frames * meters.Levels.Channels;
        return Ranges(samples, analysis)
            .Select(range => (Range: range, Samples: Count(samples, range)))
            .Where(found => found.Samples >= LeastSamples)
            .Select(found => Of(found.Range, found.Samples, grave, 20 * Math.Log10(Within(levels, found.Range).Max())));
    }

    private static IEnumerable<Finding> AtPeak(TrackAnalysis analysis, TrackMeters meters)
    {
        int[] samples = new int[meters.Levels.Steps];
        long total = 0;
        float highest = 0;
        foreach (Plateau plateau in meters.Plateaus.Plateaus)
        {
            ChannelLevels channel = meters.Levels.Channel(plateau.Channel);
            float peak = plateau.Sign > 0 ? channel.Max : -channel.Min;
            if (plateau.Level >= OfPeak * peak && plateau.Step < samples.Length)
            {
                samples[plateau.Step] += plateau.Samples;
                total += plateau.Samples;
                highest = Math.Max(highest, plateau.Level);
            }
        }

        if (total < LeastSamples)
        {
            return [];
        }

        bool grave = total > GraveShare * analysis.Frames * meters.Levels.Channels;
        return Ranges(samples, analysis).Select(range => Of(range, Count(samples, range), grave, 20 * Math.Log10(highest)));
    }

    private static List<TimeRange> Ranges(int[] samples, TrackAnalysis analysis) =>
        TimeRange.AtMost(
            FindingList.MostPerCode,
            TimeRange.Where(Array.ConvertAll(samples, count => count > 0), LevelMeter.StepsPerSecond, analysis.DurationSeconds, mergeSeconds: 1));

    private static int Count(int[] samples, TimeRange range) => Within(samples, range).Sum();

    private static T[] Within<T>(T[] steps, TimeRange range)
    {
        int first = (int)Math.Round(range.Start * LevelMeter.StepsPerSecond);
        int last = Math.Min(steps.Length, (int)Math.Ceiling((range.End * LevelMeter.StepsPerSecond) - 1e-6));
        return steps[first..last];
    }

    private static Finding Of(TimeRange range, int samples, bool grave, double levelDbfs) => new()
    {
        Code = "clipping",
        Severity = grave ? FindingSeverity.Error : FindingSeverity.Warning,
        StartSeconds = range.Start,
        EndSeconds = range.End,
        Measured = samples,
        Expected = 0,
        Unit = "samples",
        FixIn = FixIn.Mix,
        Message = $"{samples} samples are cut off flat at {levelDbfs:0.0} dBFS.",
        Advice = "Turn the tracks or the stereo bus down until nothing clips and bounce again, with 24 bits or more. " +
                 "If you clip on purpose for the sound, use an oversampled clipper and leave a decibel of headroom.",
    };
}
