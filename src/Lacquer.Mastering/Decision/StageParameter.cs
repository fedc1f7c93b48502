namespace Lacquer.Mastering.Decision;

/// <summary>A parameter of a stage, for whoever offers it: what it may be, in what steps it is usefully moved.</summary>
public sealed record StageParameter
{
    /// <summary>Name in plans and on the command line; ends with the unit.</summary>
    public required string Name { get; init; }

    /// <summary>Lowest value; −∞ for none.</summary>
    public required double Min { get; init; }

    /// <summary>Highest value; +∞ for none.</summary>
    public required double Max { get; init; }

    /// <summary>dB, dBFS, dBTP, Hz, ms, bit, or <c>:1</c> for ratios; empty for shares, switches and counts.</summary>
    public required string Unit { get; init; }

    /// <summary>Smallest change that is worth a step: about what can just be heard. Chosen.</summary>
    public required double Step { get; init; }

    /// <summary>The value that does nothing; 0 may lie below <see cref="Min"/> and means off.</summary>
    public required double Neutral { get; init; }
}
