using Lacquer.Dsp;
using Lacquer.Mastering.Analysis.Findings;

namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>Music with a fault in it.</summary>
/// <param name="Sound">The spoilt sound.</param>
/// <param name="RateHz">Its rate.</param>
/// <param name="Places">Where the fault is; at least one.</param>
internal sealed record Planted(AudioBuffer Sound, int RateHz, IReadOnlyList<TimeRange> Places)
{
    /// <summary>A fault of the whole excerpt.</summary>
    public static Planted Everywhere(AudioBuffer sound, int rateHz) => new(sound, rateHz, [new TimeRange(0, (double)sound.Frames / rateHz)]);
}
