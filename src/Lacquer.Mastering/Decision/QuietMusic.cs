namespace Lacquer.Mastering.Decision;

/// <summary>What a streaming service does with music quieter than its own level.</summary>
public enum QuietMusic
{
    /// <summary>Nobody outside knows.</summary>
    Unknown,

    /// <summary>Plays it as it is.</summary>
    Left,

    /// <summary>Raises it as far as its peaks allow.</summary>
    Raised,
}
