namespace Lacquer.Mastering.Decision.Presets;

/// <summary>One control of a preset.</summary>
public sealed record PresetSetting
{
    /// <summary>The control's value as it is written on the command line.</summary>
    public required string Value { get; init; }

    /// <summary>Why; empty where nobody said.</summary>
    public string Because { get; init; } = "";
}
