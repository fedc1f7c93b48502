namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>tooLittleHeadroom</c>: a mix that has not been mastered and yet reaches full scale.</summary>
internal sealed class HeadroomDetector : IFindingDetector
{
    /// <summary>Peaks above this leave no room to be sure that nothing has clipped.</summary>
    private const double LimitDbfs = -1;

    /// <summary>
    /// Raw mixes have 16 to 20 dB from loudness to peak and masters 11 to 14 (measured on four pairs of mix and master, and on
    /// five songs of the mastering comparison); from here on it is taken for a mix.
    /// </summary>
    private const double MixPeakToLoudnessDb = 14;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        double peak = analysis.Loudness.SamplePeak.Value;
        double peakToLoudness = analysis.Loudness.PeakToLoudness.Value;
        if (!(peak > LimitDbfs && double.IsFinite(peakToLoudness) && peakToLoudness > MixPeakToLoudnessDb))
        {
            yield break;
        }

        yield return new Finding
        {
            Code = "tooLittleHeadroom",
            Severity = FindingSeverity.Info,
            StartSeconds = 0,
            EndSeconds = analysis.DurationSeconds,
            Measured = peak,
            Expected = LimitDbfs,
            Unit = "dBFS",
            FixIn = FixIn.Mix,
            Message = $"The mix peaks at {peak:0.0} dBFS.",
            Advice = "Turn the stereo bus down by 3 to 6 dB before you bounce: it costs nothing, and no peak can clip unseen.",
        };
    }
}
