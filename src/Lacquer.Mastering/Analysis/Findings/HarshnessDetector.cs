namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>harshness</c>: 2 to 5 kHz, where the ear is most sensitive, shout.</summary>
internal sealed class HarshnessDetector : ToneDetector
{
    /// <inheritdoc/>
    protected override string Code => "harshness";

    /// <inheritdoc/>
    protected override double LimitDb => 6.7;

    /// <inheritdoc/>
    protected override string Message(double sizeDb) =>
        $"2 to 5 kHz are about {sizeDb:0} dB louder than the rest of the mix leads to expect: it may sound harsh.";

    /// <inheritdoc/>
    protected override string Advice(double moveDb) =>
        $"Sweep a narrow boost through 2 to 5 kHz on guitars, synths, cymbals and voice to find what hurts, and cut {moveDb:0} dB there, with a dynamic equaliser where only loud notes hurt.";
}
