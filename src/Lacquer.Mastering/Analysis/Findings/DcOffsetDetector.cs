namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>dcOffset</c>: the waveform does not rest on zero.</summary>
internal sealed class DcOffsetDetector : IFindingDetector
{
    /// <summary>−60 dBFS: a cut to silence clicks audibly from about there on, and headroom begins to be lost.</summary>
    private const double Limit = 0.001;

    /// <summary>−40 dBFS, one per cent of full scale.</summary>
    private const double Grave = 0.01;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        double offset = Math.Abs(analysis.DcOffset);
        if (offset < Limit)
        {
            yield break;
        }

        double level = 20 * Math.Log10(offset);
        yield return new Finding
        {
            Code = "dcOffset",
            Severity = offset < Grave ? FindingSeverity.Info : FindingSeverity.Warning,
            StartSeconds = 0,
            EndSeconds = analysis.DurationSeconds,
            Measured = level,
            Expected = 20 * Math.Log10(Limit),
            Unit = "dBFS",
            FixIn = FixIn.Master,
            Message = $"The waveform rests {level:0.0} dBFS away from zero.",
            Advice = "Lacquer removes it. It usually comes from an old interface, an analogue-style plug-in or an asymmetric distortion; " +
                     "a high-pass at 20 Hz on that channel mends it at the source.",
        };
    }
}
