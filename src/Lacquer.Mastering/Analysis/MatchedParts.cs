namespace Lacquer.Mastering.Analysis;

/// <summary>
/// What a track measures on the parts of another version of the same music: on its own parts, a master that brings a verse forward would
/// seem to have another tone than its mix, although nobody touched it.
/// </summary>
public sealed record MatchedParts
{
    /// <summary>This version, cut where the other one is; covers the track without gaps.</summary>
    public required Section[] Sections { get; init; }

    /// <summary>The spectrum of this version where the other one is loudest, as <see cref="TonalBalance.LoudPartLevelsDb"/>.</summary>
    public required double[] LoudPartLevelsDb { get; init; }
}
