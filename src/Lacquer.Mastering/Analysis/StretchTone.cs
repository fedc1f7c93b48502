namespace Lacquer.Mastering.Analysis;

/// <summary>Spectrum of a stretch of time that was asked for, middle and side apart.</summary>
internal sealed record StretchTone
{
    /// <summary>The stretch as it was asked for.</summary>
    public required Stretch Where { get; init; }

    /// <summary>Power of mid in each third octave, summed over the stretch; linear.</summary>
    public required double[] MidPower { get; init; }

    /// <summary>Power of side in each third octave, likewise.</summary>
    public required double[] SidePower { get; init; }
}
