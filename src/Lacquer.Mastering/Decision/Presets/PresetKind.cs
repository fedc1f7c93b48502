namespace Lacquer.Mastering.Decision.Presets;

/// <summary>What a preset is for.</summary>
public enum PresetKind
{
    /// <summary>A style of music.</summary>
    Style,

    /// <summary>A place where the master is played.</summary>
    Delivery,

    /// <summary>Somebody's own.</summary>
    Own,
}
