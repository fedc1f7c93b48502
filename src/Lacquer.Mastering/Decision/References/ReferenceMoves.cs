namespace Lacquer.Mastering.Decision.References;

/// <summary>What of a judgement's equaliser comes from a reference: it stays where a judge's own share gives way.</summary>
public sealed record ReferenceMoves
{
    /// <summary>The reference's share of the curve, at the 20 knots, in dB.</summary>
    public required Proposed EqDb { get; init; }

    /// <summary>What the quiet passages get beside it, at the 20 knots, in dB.</summary>
    public required Proposed QuietEqDb { get; init; }

    /// <summary>The quiet passages, in order of time.</summary>
    public required IReadOnlyList<Passage> Quiet { get; init; }
}
