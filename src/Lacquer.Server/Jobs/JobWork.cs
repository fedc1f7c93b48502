using Lacquer.Server.Work;

namespace Lacquer.Server.Jobs;

/// <summary>What a job is to do, as it is kept in the database.</summary>
internal sealed record JobWork
{
    /// <summary>What the master is to be; null for measurements.</summary>
    public Wish? Wish { get; init; }

    /// <summary>The plan that the wishes are put on, as JSON; null: decide from scratch.</summary>
    public string? Plan { get; init; }

    /// <summary>Whether <see cref="Plan"/> is already that of the version before, to which a note goes back.</summary>
    public bool HasGoneBack { get; init; }

    /// <summary>The plan that changes are told against, as JSON; null: <see cref="Plan"/>.</summary>
    public string? Compared { get; init; }

    /// <summary>Kind of file, see the command line's <c>--format</c>.</summary>
    public string Format { get; init; } = "wav";

    /// <summary>Precision: 16, 24 or 32f; null: the format's own.</summary>
    public string? Bits { get; init; }

    /// <summary>Rate in Hz; null: the mix's.</summary>
    public int? RateHz { get; init; }

    /// <summary>Where a preview begins, in seconds.</summary>
    public double FromSeconds { get; init; }

    /// <summary>Where a preview ends, in seconds.</summary>
    public double ToSeconds { get; init; }

    /// <summary>Whether a preview may guess its level to be there at once.</summary>
    public bool Sketch { get; init; }

    /// <summary>Name of the mix, for reports and downloads.</summary>
    public required string Name { get; init; }
}
