namespace Lacquer.Mastering.Analysis;

/// <summary>Something an experienced engineer would remark on before mastering.</summary>
public sealed record Finding
{
    /// <summary>Stable code in camel case, listed in docs/findings.md.</summary>
    public required string Code { get; init; }

    /// <summary>How much it matters.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>Where it starts, in seconds.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>Where it ends, in seconds.</summary>
    public required double EndSeconds { get; init; }

    /// <summary>What was measured, in <see cref="Unit"/>.</summary>
    public required double Measured { get; init; }

    /// <summary>What would have been fine, in <see cref="Unit"/>.</summary>
    public required double Expected { get; init; }

    /// <summary>Unit of both numbers: dB, dBFS, dBTP, Hz, LU, s, samples …</summary>
    public required string Unit { get; init; }

    /// <summary>Where it is best mended.</summary>
    public required FixIn FixIn { get; init; }

    /// <summary>What is the matter, in one sentence with the number.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it, in a musician's words.</summary>
    public required string Advice { get; init; }
}
