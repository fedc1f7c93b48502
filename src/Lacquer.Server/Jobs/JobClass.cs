namespace Lacquer.Server.Jobs;

/// <summary>Kinds of jobs that share places: what is short never waits behind whole renders.</summary>
internal enum JobClass
{
    /// <summary>Somebody is waiting for it: previews, interpretations, measurements.</summary>
    Short,

    /// <summary>Whole renders.</summary>
    Whole,
}
