namespace Lacquer.Mastering.Reporting;

/// <summary>Where the time went, in seconds of wall time.</summary>
public sealed record Timings
{
    /// <summary>Opening, and decoding of formats that are decoded first.</summary>
    public required double DecodeSeconds { get; init; }

    /// <summary>Analysis of the input.</summary>
    public required double AnalyseSeconds { get; init; }

    /// <summary>Rendering, writing and measuring what was written.</summary>
    public required double RenderSeconds { get; init; }

    /// <summary>Everything.</summary>
    public required double TotalSeconds { get; init; }
}
