namespace Lacquer.Mastering.Decision.Learned;

/// <summary>Twelve seconds of a song, as the networks take them.</summary>
internal sealed record SongSegment
{
    /// <summary>Every eighth frame's values, frame by frame: <see cref="SongSummary.FrameValues"/> each.</summary>
    public required float[] Frames { get; init; }

    /// <summary>Mean level of the bands, in dBFS.</summary>
    public required float MeanDb { get; init; }

    /// <summary>Level of each band against their mean, in dB, no lower than −50.</summary>
    public required float[] LevelDb { get; init; }

    /// <summary>The statistics behind the level; the first 40 are the width.</summary>
    public required float[] Statistics { get; init; }

    /// <summary>How much it counts; over a song the weights sum to one.</summary>
    public required double Weight { get; init; }

    /// <summary>How many frames.</summary>
    public int FrameCount => Frames.Length / SongSummary.FrameValues;
}
