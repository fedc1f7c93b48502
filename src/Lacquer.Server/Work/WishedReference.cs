namespace Lacquer.Server.Work;

/// <summary>One reference.</summary>
internal sealed record WishedReference
{
    /// <summary>Which one.</summary>
    public required string Id { get; init; }

    /// <summary>How much it counts against the others. Above 0 to 1000.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Its numbers, put in when the job is made; what a request says here is not read.</summary>
    public string? Profile { get; init; }
}
