namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>Gives a song the spectrum of a reference, all of it.</summary>
internal sealed class ReferenceMatch(IReference reference, string name) : IContestant
{
    /// <inheritdoc/>
    public string Key => "match" + char.ToUpperInvariant(reference.Key[0]) + reference.Key[1..];

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public double[] Correct(SpoiltSong song) =>
        reference.CurveDb(song) is { } curve ? ThirdOctaves.Centred([.. curve.Zip(song.CurveDb, (wanted, heard) => wanted - heard)]) : new double[ThirdOctaves.Count];
}
