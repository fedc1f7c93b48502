namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>The song itself before it was spoilt: the upper bound.</summary>
internal sealed class OriginalReference : IReference
{
    /// <inheritdoc/>
    public string Key => "original";

    /// <inheritdoc/>
    public double[] CurveDb(SpoiltSong song) => song.Song.CurveDb;
}
