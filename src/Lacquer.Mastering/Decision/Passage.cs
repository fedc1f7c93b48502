namespace Lacquer.Mastering.Decision;

/// <summary>A stretch of a track that departs from the rest: a solo, a spoken intro.</summary>
public sealed record Passage
{
    /// <summary>Start in seconds.</summary>
    public required double FromSeconds { get; init; }

    /// <summary>End in seconds.</summary>
    public required double ToSeconds { get; init; }

    /// <summary>How far its spectrum lies from the track's, RMS over the bands, in dB.</summary>
    public required double DistanceDb { get; init; }
}
