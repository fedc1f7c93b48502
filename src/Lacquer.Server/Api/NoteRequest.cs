namespace Lacquer.Server.Api;

/// <summary>The body of POST /v1/notes:interpret.</summary>
internal sealed record NoteRequest
{
    /// <summary>The note in plain words.</summary>
    public required string Note { get; init; }

    /// <summary>The master it is about; left out: only what the words mean.</summary>
    public string? MasterId { get; init; }

    /// <summary>The revision it is about. Default the last one.</summary>
    public int? Revision { get; init; }
}
