using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Decision.Presets;

/// <summary>A saved set of controls. Controls that it does not name stay automatic.</summary>
public sealed record Preset
{
    /// <summary>Name; lower case, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required PresetKind Kind { get; init; }

    /// <summary>What it is for, in a sentence.</summary>
    public string About { get; init; } = "";

    /// <summary>Controls by name, see <see cref="ControlTexts.Names"/>.</summary>
    public required IReadOnlyDictionary<string, PresetSetting> Controls { get; init; }

    /// <summary>Parameters set by hand, as <c>STAGE.PARAM=VALUE</c>.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Stages switched off.</summary>
    public IReadOnlyList<string> Bypass { get; init; } = [];

    /// <summary>What masters are drawn towards, in numbers, so that no file is needed; null for nothing.</summary>
    public MatchedReference? Reference { get; init; }

    /// <summary>The controls' values by name, for <see cref="ControlTexts.Apply"/>.</summary>
    public IReadOnlyDictionary<string, string> Values => Controls.ToDictionary(entry => entry.Key, entry => entry.Value.Value, StringComparer.Ordinal);
}
