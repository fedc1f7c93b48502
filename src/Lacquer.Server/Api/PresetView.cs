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

    /// <summary>Parameters set by hand, as STAGE.PARAM=VALUE.</summary>
    public required IReadOnlyList<string> Set { get; init; }

    /// <summary>Stages switched off.</summary>
    public required IReadOnlyList<string> Bypass { get; init; }

    /// <summary>Names of the tracks that masters are drawn towards.</summary>
    public required IReadOnlyList<string> References { get; init; }

    public static PresetView Of(Preset preset) => new()
    {
        Name = preset.Name,
        Kind = preset.Kind,
        About = preset.About,
        Controls = preset.Controls.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
        Set = preset.Set,
        Bypass = preset.Bypass,
        References = [.. preset.Reference?.Sources.Select(source => source.Name) ?? []],
    };
}
