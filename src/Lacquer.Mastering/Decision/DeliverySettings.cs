using Lacquer.Dsp;

namespace Lacquer.Mastering.Decision;

/// <summary>What leaves the house: rate, word length and dither.</summary>
public sealed record DeliverySettings
{
    /// <summary>Frames per second of the output. 8 000 to 384 000 Hz.</summary>
    public required int RateHz { get; init => field = Require.InRange(value, 8_000, 384_000, nameof(RateHz)); }

    /// <summary>16, 24 or 32 (floating point; also what lossy encoders are fed with).</summary>
    public int Bits { get; init => field = value is 16 or 24 or 32 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "value must be 16, 24 or 32."); } = 24;

    /// <summary>Whether words of 16 bits are dithered. Default true.</summary>
    public bool Dither { get; init; } = true;
}
