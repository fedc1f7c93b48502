using System.Globalization;

namespace Lacquer.Mastering.Evaluation;

/// <summary>Where a song's draws begin: the same whichever other songs take part.</summary>
internal static class SongSeed
{
    private const int Digits = 7; // of the hash: fits an int with room for counting on

    /// <summary>From the file's hash and the evaluation's seed.</summary>
    public static int Of(ManifestTrack track, int seed) =>
        int.TryParse(track.Sha256.AsSpan(0, Math.Min(Digits, track.Sha256.Length)), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int hash)
            ? hash ^ (seed & 0xFFF_FFFF)
            : seed & 0xFFF_FFFF;
}
