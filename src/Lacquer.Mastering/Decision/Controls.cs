using Lacquer.Dsp;
using Lacquer.Mastering.Analysis.Style;

namespace Lacquer.Mastering.Decision;

/// <summary>What the user asks for. The defaults mean: what the analysis asks for.</summary>
public sealed record Controls
{
    /// <summary>Who judges what the track needs. Default learned.</summary>
    public DecisionMethod Decision { get; init; } = DecisionMethod.Learned;

    /// <summary>Overall colour. Default balanced.</summary>
    public ToneStyle Style { get; init; } = ToneStyle.Balanced;

    /// <summary>The style of music, one of <see cref="StyleLabels.All"/>, whatever the analysis says; null: as classified.</summary>
    public string? Genre
    {
        get;
        init => field = value is null || StyleLabels.IsKnown(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(Genre)} must be one of {string.Join(", ", StyleLabels.All)}.");
    }

    /// <summary>Loudness class and limiting budget. Default medium.</summary>
    public Intensity Intensity { get; init; } = Intensity.Medium;

    /// <summary>−3, −1.5, 0, +1.5, +3 LU around the intensity's loudness. 1 to 5, default 3.</summary>
    public int Volume { get; init => field = Require.InRange(value, 1, 5, nameof(Volume)); } = 3;

    /// <summary>A loudness to hit within ±0.1 LU whatever it costs, in LUFS. −60 to 0; null: by intensity and volume.</summary>
    public double? LoudnessLufs { get; init => field = value is { } lufs ? Require.InRange(lufs, -60, 0, nameof(LoudnessLufs)) : null; }

    /// <summary>Name of the delivery target that <see cref="LoudnessLufs"/> came from; null when a number was given.</summary>
    public string? TargetName { get; init; }

    /// <summary>Highest true peak, in dBTP. −24 to 0, default −1.</summary>
    public double CeilingDbtp { get; init => field = Require.InRange(value, -24, 0, nameof(CeilingDbtp)); } = -1;

    /// <summary>How far processing goes overall. 1 (nearly transparent) to 5, default 3.</summary>
    public int Strength { get; init => field = Require.InRange(value, 1, 5, nameof(Strength)); } = 3;

    /// <summary>Control of dynamics. 1 to 5, default 3.</summary>
    public int Compression { get; init => field = Require.InRange(value, 1, 5, nameof(Compression)); } = 3;

    /// <summary>1 dark, 3 neutral, 5 bright. Default 3.</summary>
    public int Eq { get; init => field = Require.InRange(value, 1, 5, nameof(Eq)); } = 3;

    /// <summary>1 narrower, 5 wider. Default 3.</summary>
    public int Width { get; init => field = Require.InRange(value, 1, 5, nameof(Width)); } = 3;

    /// <summary>How hard harsh and resonant bands are held down. 1 to 5, default 3.</summary>
    public int Deharsh { get; init => field = Require.InRange(value, 1, 5, nameof(Deharsh)); } = 3;
}
