namespace Lacquer.Dsp;

/// <summary>The shape of an audio stream as a processor sees it.</summary>
public sealed record StreamFormat
{
    /// <summary>Frames per second. Range 8 000 to 384 000 Hz.</summary>
    public required int SampleRateHz { get; init => field = Require.InRange(value, 8_000, 384_000, nameof(SampleRateHz)); }

    /// <summary>Number of channels. Range 1 to 8; the product masters 1 and 2, meters take more.</summary>
    public required int Channels { get; init => field = Require.InRange(value, 1, 8, nameof(Channels)); }

    /// <summary>The longest block that will be processed at once, in frames. Range 1 to 1 048 576, default 8 192.</summary>
    public int MaxFrames { get; init => field = Require.InRange(value, 1, 1 << 20, nameof(MaxFrames)); } = 8_192;
}
