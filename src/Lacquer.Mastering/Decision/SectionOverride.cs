using System.Text.Json.Serialization;
using Lacquer.Dsp;

namespace Lacquer.Mastering.Decision;

/// <summary>A parameter with another value for a stretch of the track.</summary>
public sealed record SectionOverride
{
    /// <summary>Name of the stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Name of the parameter.</summary>
    public required string Parameter { get; init; }

    /// <summary>Value inside the stretch, in the parameter's unit.</summary>
    public required double Value { get; init; }

    /// <summary>Start in seconds, ≥ 0.</summary>
    public required double FromSeconds { get; init; }

    /// <summary>End in seconds, after the start.</summary>
    public required double ToSeconds { get; init; }

    /// <summary>Length of the cross-fade at either end, in seconds, centred on it. 0.001 to 60; null: 0.05.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? FadeSeconds { get; init => field = value is { } seconds ? Require.InRange(seconds, 0.001, 60, nameof(FadeSeconds)) : null; }

    /// <summary>Whether it was decided rather than set by hand. What is set by hand wins.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByJudge { get; init; }

    /// <summary>Whether a note in plain words asked for it; then it counts as decided.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByNote { get; init; }
}
