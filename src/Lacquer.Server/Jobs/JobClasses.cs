using Lacquer.Server.Storage;

namespace Lacquer.Server.Jobs;

/// <summary>Which jobs belong to which class: it follows from how urgent they are.</summary>
internal static class JobClasses
{
    /// <summary>The first priority that may take as long as a whole render.</summary>
    public const int FirstWhole = 2;

    /// <summary>How urgent a job is; smaller goes first.</summary>
    /// <remarks>What a note changes is found by rendering the whole song, several times: a preview of it is as long as a master, and would hold up everybody who turns a control.</remarks>
    public static int Priority(JobKind kind, JobWork work) => kind switch
    {
        JobKind.Preview when work is { Sketch: false, Wish.Notes.Count: > 0 } => FirstWhole,
        JobKind.Preview or JobKind.Interpretation => 0,
        JobKind.Analysis or JobKind.Reference => 1,
        _ => FirstWhole + 1,
    };

    public static JobClass Of(Job job) => job.Priority >= FirstWhole ? JobClass.Whole : JobClass.Short;

    /// <summary>The jobs of a class.</summary>
    public static IQueryable<Job> OfClass(this IQueryable<Job> jobs, JobClass of) => of == JobClass.Whole ? jobs.Where(job => job.Priority >= FirstWhole) : jobs.Where(job => job.Priority < FirstWhole);
}
