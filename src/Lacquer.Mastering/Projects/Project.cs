using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Projects;

/// <summary>All masters of one song, in the order in which they were made. Nothing is ever taken out of it.</summary>
public sealed record Project
{
    /// <summary>Version of this schema.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Schema version of this project.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>At least one, numbered from 1 without gaps.</summary>
    public required IReadOnlyList<Revision> Revisions { get; init; }

    /// <summary>The revision of this number.</summary>
    /// <param name="number">From 1; null for the last.</param>
    /// <exception cref="PlanException">There is none.</exception>
    public Revision Find(int? number) => number switch
    {
        null => Revisions[^1],
        int n when n >= 1 && n <= Revisions.Count => Revisions[n - 1],
        int n => throw new PlanException($"there is no revision {n}; the project has {(Revisions.Count == 1 ? "revision 1 only" : $"revisions 1 to {Revisions.Count}")}."),
    };

    /// <summary>The revision that another one was made from.</summary>
    /// <exception cref="PlanException">It was made from none.</exception>
    public Revision Before(Revision revision)
    {
        ArgumentNullException.ThrowIfNull(revision);
        return revision.Parent is { } parent ? Find(parent)
            : throw new PlanException($"there is nothing to go back to: revision {revision.Number} is the first.");
    }

    /// <summary>The project with one revision more.</summary>
    /// <exception cref="ArgumentException">Its number or parent does not fit.</exception>
    public Project With(Revision next) => next.Number == Revisions.Count + 1 && next.Parent is { } parent && parent >= 1 && parent <= Revisions.Count
        ? this with { Revisions = [.. Revisions, next] }
        : throw new ArgumentException($"Revision {next.Number} from {next.Parent} cannot follow {Revisions.Count} revisions.", nameof(next));
}
