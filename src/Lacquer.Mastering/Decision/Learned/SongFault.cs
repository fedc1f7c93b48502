namespace Lacquer.Mastering.Decision.Learned;

/// <summary>What a song seems to have that its master would not: <see cref="ToneModel.Outputs"/> numbers each.</summary>
internal sealed record SongFault
{
    /// <summary>In third octaves from 50 Hz to 12.7 kHz, then of the side's level, in dB.</summary>
    public required double[] Db { get; init; }

    /// <summary>How uncertain each is, standard deviation in dB.</summary>
    public required double[] SigmaDb { get; init; }
}
