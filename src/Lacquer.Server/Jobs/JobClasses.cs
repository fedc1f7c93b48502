namespace Lacquer.Server.Jobs;

/// <summary>Which kinds belong to which class.</summary>
internal static class JobClasses
{
    public static JobClass Of(JobKind kind) => kind is JobKind.Master or JobKind.Delivery ? JobClass.Whole : JobClass.Short;

    public static IReadOnlyList<JobKind> Kinds(JobClass of) => [.. Enum.GetValues<JobKind>().Where(kind => Of(kind) == of)];
}
