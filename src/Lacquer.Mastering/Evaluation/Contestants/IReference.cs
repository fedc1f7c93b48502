namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>Another recording that says how a song should sound.</summary>
internal interface IReference
{
    /// <summary>Name in JSON and in the baselines' file.</summary>
    string Key { get; }

    /// <summary>The reference's spectrum in third octaves, without its mean, in dB; null when there is none for this song.</summary>
    double[]? CurveDb(SpoiltSong song);
}
