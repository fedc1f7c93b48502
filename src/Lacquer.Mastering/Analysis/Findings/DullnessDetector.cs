namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>dullness</c>: the highs from 6 kHz on are missing.</summary>
internal sealed class DullnessDetector : ToneDetector
{
    /// <inheritdoc/>
    protected override string Code => "dullness";

    /// <inheritdoc/>
    protected override double LimitDb => -15;

    /// <inheritdoc/>
    protected override string Message(double sizeDb) =>
        $"From 6 kHz on there is about {sizeDb:0} dB less than the rest of the mix leads to expect: it may sound dull.";

    /// <inheritdoc/>
    protected override string Advice(double moveDb) =>
        $"Listen beside a record that you like. If it is brighter, lift {moveDb:0} dB from 8 kHz on with a shelf on voice, cymbals and acoustic instruments, and look for a low-pass filter that was forgotten on the stereo bus.";
}
