namespace Lacquer.Mastering.Rendering;

/// <summary>How much one stage turned down over time, in few enough points to draw. All points last equally long.</summary>
public sealed record GainReductionCurve
{
    /// <summary>Most points, however long the track: about what a page is wide. Chosen.</summary>
    public const int MostPoints = 600;

    /// <summary>Name of the stage, see the stage catalogue.</summary>
    public required string Stage { get; init; }

    /// <summary>Length of the track, in seconds.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Mean reduction within each point, in dB, ≥ 0.</summary>
    public required double[] MeanDb { get; init; }

    /// <summary>Largest tenth of a second within each point, in dB, ≥ 0.</summary>
    public required double[] MaxDb { get; init; }
}
