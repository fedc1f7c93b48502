namespace Lacquer.Mastering.Evaluation;

/// <summary>A number that was to be reached before anything was measured, and what was reached.</summary>
public sealed record Goal
{
    private const double OriginalPercent = 80;

    /// <summary>Name in JSON.</summary>
    public required string Key { get; init; }

    /// <summary>What is measured, in words.</summary>
    public required string Name { get; init; }

    /// <summary>%, points or dB.</summary>
    public required string Unit { get; init; }

    /// <summary>The goal.</summary>
    public required double Wanted { get; init; }

    /// <summary>Whether less is better.</summary>
    public bool AtMost { get; init; }

    /// <summary>Whether the whole interval has to reach it, not the number alone.</summary>
    public bool ByInterval { get; init; }

    /// <summary>What was measured.</summary>
    public required Estimate Measured { get; init; }

    /// <summary>The same of the model behind the product's guards; null where that makes no difference or was not asked.</summary>
    public Estimate? Shipped { get; init; }

    /// <summary>Whether it was reached.</summary>
    public bool IsReached => AtMost ? Counted <= Wanted : ByInterval ? Counted > Wanted : Counted >= Wanted;

    /// <summary>By how much it was missed; 0 when it was reached, NaN when it could not be measured.</summary>
    public double MissedBy => IsReached ? 0 : Math.Abs(Counted - Wanted);

    private double Counted => !ByInterval ? Measured.Value : AtMost ? Measured.High : Measured.Low;

    /// <summary>All goals, against what was found.</summary>
    internal static IReadOnlyList<Goal> All(FaultResult faults)
    {
        (FaultScores model, FaultScores shipped) = (faults.Of(Evaluator.ModelKey), faults.Of(Evaluator.ShippedKey));
        var goals = new List<Goal>
        {
            new() { Key = "removed", Name = "residual removed, all faults", Unit = "%", Wanted = 13, Measured = model.Removed, Shipped = shipped.Removed },
            new() { Key = "removedStrong", Name = "residual removed, faults over 2 dB", Unit = "%", Wanted = 22, Measured = model.RemovedStrong, Shipped = shipped.RemovedStrong },
            new() { Key = "improved", Name = "cases improved, all", Unit = "%", Wanted = 75, Measured = model.Improved, Shipped = shipped.Improved },
            new() { Key = "improvedStrong", Name = "cases improved, faults over 2 dB", Unit = "%", Wanted = 85, Measured = model.ImprovedStrong, Shipped = shipped.ImprovedStrong },
            new() { Key = "clean", Name = "clean tracks moved, mean", Unit = "dB", Wanted = 0.5, AtMost = true, Measured = model.Clean, Shipped = shipped.Clean },
        };
        foreach (PairedDifference difference in faults.Differences.Where(difference => difference.Key is "dampedMean" or "lmmse" or "plainNetwork"))
        {
            goals.Add(new Goal
            {
                Key = "betterThan" + char.ToUpperInvariant(difference.Key[0]) + difference.Key[1..],
                Name = $"removes more than {difference.Name}, whole interval",
                Unit = "points",
                Wanted = 0,
                ByInterval = true,
                Measured = difference.Removed,
            });
        }

        if (faults.Information.FirstOrDefault(scores => scores.Key == "informedOriginal") is { } original)
        {
            goals.Add(new Goal { Key = "withOriginal", Name = "residual removed, with the true original", Unit = "%", Wanted = OriginalPercent, Measured = original.Removed });
        }

        return goals;
    }
}
