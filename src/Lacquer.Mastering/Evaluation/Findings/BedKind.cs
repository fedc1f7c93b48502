namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>How music is prepared before a fault is planted into it.</summary>
internal enum BedKind
{
    /// <summary>Thirty seconds of the loudest part, balanced, with headroom and faded ends.</summary>
    Plain,

    /// <summary>The same with silence before, within and after: where noise and hum can be heard.</summary>
    Paused,

    /// <summary>
    /// The same played half as fast again, so that the edge that the collection's own coder left lies above what the file can hold.
    /// </summary>
    Fast,
}
