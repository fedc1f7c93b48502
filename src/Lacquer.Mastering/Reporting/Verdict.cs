namespace Lacquer.Mastering.Reporting;

/// <summary>How much was done to a track.</summary>
public enum Verdict
{
    /// <summary>Nothing at all.</summary>
    Untouched,

    /// <summary>Gain and limiting only: the mix was already right.</summary>
    LevelOnly,

    /// <summary>Processed.</summary>
    Mastered,
}
