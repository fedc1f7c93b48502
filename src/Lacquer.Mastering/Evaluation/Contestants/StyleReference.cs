namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>One random song of the same likeliest style from another package.</summary>
internal sealed class StyleReference(IReadOnlyList<EvaluatedSong> songs) : IReference
{
    /// <inheritdoc/>
    public string Key => "style";

    /// <summary>The songs that could be drawn for one.</summary>
    public IReadOnlyList<EvaluatedSong> Candidates(EvaluatedSong song) =>
        [.. songs.Where(other => other.Style == song.Style && other.Track.Package != song.Track.Package)];

    /// <inheritdoc/>
    public double[]? CurveDb(SpoiltSong song)
    {
        IReadOnlyList<EvaluatedSong> candidates = Candidates(song.Song);
        return candidates.Count == 0 ? null : candidates[new Random(song.Seed).Next(candidates.Count)].CurveDb;
    }
}
