namespace Lacquer.Mastering.Analysis.Findings;

/// <summary>
/// A region of the spectrum that is far louder, or far quieter, than the rest of the track leads to expect: <c>mud</c>, <c>boxiness</c>,
/// <c>harshness</c> and <c>dullness</c>.
/// </summary>
/// <remarks>
/// Good tracks differ a lot, so only what one in fifty of them shows is remarked on, and only as something to listen for.
/// </remarks>
internal abstract class ToneDetector : IFindingDetector
{
    /// <summary>Short clips have the spectrum of a chord, in seconds.</summary>
    private const double LeastSeconds = 10;

    /// <summary>Half of the excess is taken back; the other half may be the song's own. No more than an engineer would move at once, in dB.</summary>
    private const double MostAdvisedDb = 6;

    /// <summary>Stable code.</summary>
    protected abstract string Code { get; }

    /// <summary>Excess that is remarked on, in dB; negative for a lack.</summary>
    protected abstract double LimitDb { get; }

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters)
    {
        double excess = ToneRegion.Of(Code).ExcessDb(analysis.Tone);
        bool found = LimitDb > 0 ? excess > LimitDb : excess < LimitDb;
        if (!found || analysis.DurationSeconds < LeastSeconds)
        {
            yield break;
        }

        yield return new Finding
        {
            Code = Code,
            Severity = FindingSeverity.Info,
            StartSeconds = 0,
            EndSeconds = analysis.DurationSeconds,
            Measured = excess,
            Expected = 0,
            Unit = "dB",
            FixIn = FixIn.Mix,
            Message = Message(Math.Abs(excess)),
            Advice = Advice(Math.Clamp(Math.Round(0.5 * Math.Abs(excess)), 2, MostAdvisedDb)),
        };
    }

    /// <summary>What is the matter.</summary>
    /// <param name="sizeDb">How much too loud or too quiet, above zero.</param>
    protected abstract string Message(double sizeDb);

    /// <summary>What to do.</summary>
    /// <param name="moveDb">By how much, in dB, above zero.</param>
    protected abstract string Advice(double moveDb);
}
