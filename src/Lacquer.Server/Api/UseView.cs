namespace Lacquer.Server.Api;

/// <summary>What an account uses.</summary>
internal sealed record UseView
{
    /// <summary>Bytes of uploads, as announced.</summary>
    public required long StoredBytes { get; init; }

    /// <summary>The month that masters are counted in, as in 2026-11, UTC.</summary>
    public required string Month { get; init; }

    /// <summary>Masters and revisions begun in it, erased ones too.</summary>
    public required int Masters { get; init; }

    /// <summary>Jobs that wait or run.</summary>
    public required int Jobs { get; init; }
}
