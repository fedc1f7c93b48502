namespace Lacquer.Server.Api;

/// <summary>A revision for other tools.</summary>
internal sealed record HandoverView
{
    public required IReadOnlyList<HandoverFile> Files { get; init; }

    /// <summary>What the equaliser's texts do not hold, each in a few words. The plan holds all.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }
}
