namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>Leaves everything as it is.</summary>
internal sealed class Nothing : IContestant
{
    /// <inheritdoc/>
    public string Key => "nothing";

    /// <inheritdoc/>
    public string Name => "nothing";

    /// <inheritdoc/>
    public double[] Correct(SpoiltSong song) => new double[ThirdOctaves.Count];
}
