namespace Lacquer.Server.Api;

/// <summary>A delivery target.</summary>
internal sealed record TargetView
{
    public required string Name { get; init; }

    /// <summary>Null where there is none, as for vinyl.</summary>
    public required double? LoudnessLufs { get; init; }
}
