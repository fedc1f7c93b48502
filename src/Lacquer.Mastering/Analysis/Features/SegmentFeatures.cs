namespace Lacquer.Mastering.Analysis.Features;

/// <summary>Twelve seconds of music in numbers.</summary>
public sealed record SegmentFeatures
{
    /// <summary>Where it begins, in seconds.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>Where it ends, in seconds.</summary>
    public required double EndSeconds { get; init; }

    /// <summary>Frames × <see cref="FeatureLayout.FrameValues"/>, frame by frame.</summary>
    public required Half[] Frames { get; init; }

    /// <summary>Share of the frames that sound; the statistics are theirs. 0: silence, and the statistics are zero.</summary>
    public required float SoundingShare { get; init; }

    /// <summary>The <see cref="FeatureLayout.SegmentValues"/> statistics.</summary>
    public required float[] Statistics { get; init; }
}
