namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>What stands in the place of the sound.</summary>
internal enum DropoutKind
{
    /// <summary>Silence.</summary>
    Hole,

    /// <summary>One value that does not move.</summary>
    Stuck,

    /// <summary>The sound of just before once more, sample by sample.</summary>
    Repeat,
}
