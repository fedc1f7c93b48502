using System.Text.Json.Nodes;
using Lacquer.Cli.Remote;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Projects;
using Lacquer.Mastering.Reporting;

namespace Lacquer.Cli;

/// <summary>What came of a revision, wherever it was rendered.</summary>
internal sealed record Revised
{
    /// <summary>As <c>--json</c> has it.</summary>
    public required JsonObject Report { get; init; }

    public required MasteringPlan Plan { get; init; }

    public required RevisionMeasures Measures { get; init; }

    /// <summary>The page about it; null when none is wanted.</summary>
    public required string? Page { get; init; }

    /// <summary>Rendered on this machine.</summary>
    public static Revised Here(MasteringReport report, bool withPage) => new()
    {
        Report = ReportJson.Write(report),
        Plan = report.Plan,
        Measures = RevisionMeasures.Of(report),
        Page = withPage ? ReportOption.Page(report) : null,
    };

    /// <summary>Rendered by a service, from a plan that keeps what only this machine knows.</summary>
    public static Revised There(RemoteMaster made, MasteringPlan? earlier) => new()
    {
        Report = made.Report,
        Plan = made.Plan with { InputFile = earlier?.InputFile },
        Measures = RevisionMeasures.Of(made.Report),
        Page = made.Page,
    };
}
