using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting;

namespace Lacquer.Mastering.Projects;

/// <summary>One master of a mix: what was asked for, the plan that made it, and what came out.</summary>
public sealed record Revision
{
    /// <summary>1 for the first.</summary>
    public required int Number { get; init; }

    /// <summary>The revision that this one was made from; null for the first.</summary>
    public int? Parent { get; init; }

    /// <summary>When, in universal time.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>Path of the mix.</summary>
    public required string Input { get; init; }

    /// <summary>Path of the master.</summary>
    public required string Output { get; init; }

    /// <summary>Kind of file, as <c>--format</c> names it.</summary>
    public required string Format { get; init; }

    /// <summary>What was asked for, as it was written: options and notes.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>What the master measured; null when it was never rendered as a part of the project.</summary>
    public RevisionMeasures? Measures { get; init; }

    /// <summary>The plan as rendered; it gives the same master again.</summary>
    public required MasteringPlan Plan { get; init; }

    /// <summary>A revision of a finished master.</summary>
    /// <param name="number">1 for the first.</param>
    /// <param name="parent">What it was made from; null for the first.</param>
    /// <param name="made">When, in universal time.</param>
    /// <param name="asked">What was asked for, as it was written.</param>
    /// <param name="request">The request that was met.</param>
    /// <param name="report">What came of it.</param>
    public static Revision Of(int number, int? parent, DateTimeOffset made, IReadOnlyList<string> asked, MasteringRequest request, MasteringReport report) =>
        Of(number, parent, made, asked, request, report.Plan, RevisionMeasures.Of(report));

    /// <summary>A revision of a master that was finished elsewhere.</summary>
    /// <param name="number">1 for the first.</param>
    /// <param name="parent">What it was made from; null for the first.</param>
    /// <param name="made">When, in universal time.</param>
    /// <param name="asked">What was asked for, as it was written.</param>
    /// <param name="request">The request that was met.</param>
    /// <param name="plan">The plan as rendered.</param>
    /// <param name="measures">What came of it.</param>
    public static Revision Of(int number, int? parent, DateTimeOffset made, IReadOnlyList<string> asked, MasteringRequest request, MasteringPlan plan, RevisionMeasures measures) => new()
    {
        Number = number,
        Parent = parent,
        Made = made,
        Input = Path.GetFullPath(request.InputPath),
        Output = Path.GetFullPath(request.OutputPath),
        Format = request.Format.Container.ToString().ToLowerInvariant(),
        Asked = asked,
        Measures = measures,
        Plan = plan,
    };
}
