using Lacquer.Mastering.Decision.Presets;

namespace Lacquer.Server.Api;

/// <summary>A preset as the API shows it.</summary>
internal sealed record PresetView
{
    public required string Name { get; init; }

    public required PresetKind Kind { get; init; }

    public required string About { get; init; }

    /// <summary>Controls by name, each with its value and the reason for it.</summary>
    public required IReadOnlyDictionary<string, PresetSetting> Controls { get; init; }
}
