namespace Lacquer.Mastering.Analysis.Findings;

/// <summary><c>mud</c>: the low mids, 160 to 315 Hz, cover everything else.</summary>
internal sealed class MudDetector : ToneDetector
{
    /// <inheritdoc/>
    protected override string Code => "mud";

    /// <inheritdoc/>
    protected override double LimitDb => 6.5;

    /// <inheritdoc/>
    protected override string Message(double sizeDb) =>
        $"The low mids, 160 to 315 Hz, are about {sizeDb:0} dB louder than the rest of the mix leads to expect: it may sound muddy.";

    /// <inheritdoc/>
    protected override string Advice(double moveDb) =>
        $"Find out which tracks pile up around 250 Hz: usually guitars, keys, pads and room microphones. Cut each of them there by {moveDb:0} dB and filter the lows off what is not bass or kick; leave the bass as it is.";
}
