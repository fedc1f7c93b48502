namespace Lacquer.Mastering.Evaluation;

/// <summary>Who takes part: hears a spoilt song and says what to add to it.</summary>
internal interface IContestant
{
    /// <summary>Name in JSON.</summary>
    string Key { get; }

    /// <summary>Name in words.</summary>
    string Name { get; }

    /// <summary>The correction in the third octaves, without its mean, in dB.</summary>
    double[] Correct(SpoiltSong song);
}
