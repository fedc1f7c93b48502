namespace Lacquer.Mastering.Analysis;

/// <summary>Where a fault is best mended.</summary>
public enum FixIn
{
    /// <summary>In the mix, before mastering.</summary>
    Mix,

    /// <summary>In mastering.</summary>
    Master,
}
