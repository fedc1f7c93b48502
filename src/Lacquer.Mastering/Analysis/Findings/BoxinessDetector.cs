namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>boxiness</c>: 400 to 800 Hz sound like a cardboard box.</summary>
internal sealed class BoxinessDetector : ToneDetector
{
    /// <inheritdoc/>
    protected override string Code => "boxiness";

    /// <inheritdoc/>
    protected override double LimitDb => 8;

    /// <inheritdoc/>
    protected override string Message(double sizeDb) =>
        $"400 to 800 Hz are about {sizeDb:0} dB louder than the rest of the mix leads to expect: it may sound boxy.";

    /// <inheritdoc/>
    protected override string Advice(double moveDb) =>
        $"Cut {moveDb:0} dB around 500 Hz, an octave wide, on the drums, the room microphones and the voice, one after the other, and keep the cut where the box disappears.";
}
