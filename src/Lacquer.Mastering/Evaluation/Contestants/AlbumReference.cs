namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>The mean of up to eight other tracks of a song's own package.</summary>
internal sealed class AlbumReference(IReadOnlyList<EvaluatedSong> songs) : IReference
{
    private const int MostTracks = 8; // ALBUM in training/baselines.py

    /// <inheritdoc/>
    public string Key => "album";

    /// <inheritdoc/>
    public double[]? CurveDb(SpoiltSong song)
    {
        EvaluatedSong[] others = [.. songs.Where(other => other.Track.Package == song.Song.Track.Package && other != song.Song)];
        if (others.Length == 0)
        {
            return null;
        }

        new Random(song.Seed).Shuffle(others);
        double[][] curves = [.. others.Take(MostTracks).Select(other => other.CurveDb)];
        return [.. Enumerable.Range(0, ThirdOctaves.Count).Select(i => curves.Average(curve => curve[i]))];
    }
}
