namespace Lacquer.Server.Jobs;

/// <summary>What a job makes.</summary>
internal enum JobKind
{
    /// <summary>Measurements of an upload and feedback on it.</summary>
    Analysis,

    /// <summary>A stretch of a master, to hear a change at once.</summary>
    Preview,

    /// <summary>What a wish would change in a revision, without rendering.</summary>
    Interpretation,

    /// <summary>The numbers of a track that masters can be drawn towards.</summary>
    Reference,

    /// <summary>A revision: the whole master with its report.</summary>
    Master,

    /// <summary>A revision in another format.</summary>
    Delivery,
}
