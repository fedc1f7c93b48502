namespace Lacquer.Mastering.Decision;

/// <summary>One proposed move, as one number or one per band, with its reasons.</summary>
public sealed record Proposed
{
    /// <summary>What automatic mode applies: cautious, often zero.</summary>
    public required double[] Amount { get; init; }

    /// <summary>What the evidence points to without caution; the strongest setting goes this far. Same signs, never smaller.</summary>
    public required double[] Full { get; init; }

    /// <summary>Each move in words, with numbers. Where nothing is moved: empty, or why it could not be judged.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>The measurements behind it.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Whether automatic mode moves nothing.</summary>
    public bool IsNothing => Array.TrueForAll(Amount, amount => amount == 0);

    /// <summary>No move at all.</summary>
    /// <param name="count">How many numbers.</param>
    public static Proposed None(int count) => new() { Amount = new double[count], Full = new double[count] };
}
