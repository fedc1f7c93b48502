namespace Lacquer.Server.Api;

/// <summary>A stretch of the track.</summary>
internal sealed record PreviewRange
{
    /// <summary>Where it begins. 0 or more.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>How long it is. 0.5 to 60.</summary>
    public double DurationSeconds { get; init; } = 10;

    /// <summary>
    /// Whether a first answer is wanted at once: its level is a guess (usually within 0.3 dB), notes and references are as planned. Ask again without for the
    /// seconds of the master itself. Default no.
    /// </summary>
    public bool Sketch { get; init; }
}
