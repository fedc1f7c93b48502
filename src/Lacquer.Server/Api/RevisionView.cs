using System.Text.Json;
using System.Text.Json.Nodes;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting;
using Lacquer.Server.Storage;
using Lacquer.Server.Work;

namespace Lacquer.Server.Api;

/// <summary>A revision as the API shows it.</summary>
internal sealed record RevisionView
{
    public required int Number { get; init; }

    /// <summary>What it was made from; null for the first.</summary>
    public required int? Parent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What was asked for.</summary>
    public required Wish Wishes { get; init; }

    /// <summary>The job that makes it: its state, and addresses of sound, plan, report and charts.</summary>
    public required JobView Job { get; init; }

    /// <summary>All controls as they stand now; null until it is made.</summary>
    public JsonNode? Controls { get; init; }

    /// <summary>What differs from the parent's plan, and why; null without a parent, and in lists.</summary>
    public JsonNode? Diff { get; init; }

    /// <summary>For lists.</summary>
    public static RevisionView Of(Revision revision) => new()
    {
        Number = revision.Number,
        Parent = revision.Parent,
        CreatedAt = JobView.Time(revision.Created),
        Wishes = JsonSerializer.Deserialize<Wish>(revision.Wishes, ServiceJson.Options)!,
        Job = JobView.Of(revision.Job!),
        Controls = revision.Plan is null ? null : JsonNode.Parse(revision.Plan)!["controls"]?.DeepClone(),
    };

    /// <summary>With the difference from its parent.</summary>
    public static RevisionView Of(Revision revision, Revision? parent) => Of(revision) with
    {
        Diff = revision.Plan is null || parent?.Plan is null ? null : NoteJson.Write(PlanDiff.Between(PlanJson.Read(parent.Plan), PlanJson.Read(revision.Plan))),
    };
}
