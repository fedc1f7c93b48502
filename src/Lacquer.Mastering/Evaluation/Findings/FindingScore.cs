namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>How well one size of a planted fault is found.</summary>
public sealed record FindingScore
{
    /// <summary>Its name.</summary>
    public required string Size { get; init; }

    /// <summary>Spoilt excerpts.</summary>
    public required int Excerpts { get; init; }

    /// <summary>Places at which it was planted.</summary>
    public required int Places { get; init; }

    /// <summary>Places that a finding of that code covers.</summary>
    public required int Found { get; init; }

    /// <summary>Spoilt excerpts with at least one place found.</summary>
    public required int Hits { get; init; }

    /// <summary>Spoilt excerpts that name a place where nothing was planted.</summary>
    public required int Strays { get; init; }

    /// <summary>Unspoilt excerpts, prepared in the same way.</summary>
    public required int Unspoilt { get; init; }

    /// <summary>Unspoilt excerpts in which the code is found.</summary>
    public required int FalseAlarms { get; init; }

    /// <summary>Share of the planted places that were found, 0 to 1; NaN where none was planted.</summary>
    public double Recall => (double)Found / Places;

    /// <summary>
    /// Share of right answers among the excerpts that have one, 0 to 1, with as many unspoilt as spoilt excerpts; NaN where none has.
    /// </summary>
    public double Precision
    {
        get
        {
            double alarms = Unspoilt == 0 ? 0 : (double)FalseAlarms / Unspoilt * Excerpts;
            return Hits / (Hits + Strays + alarms);
        }
    }
}
