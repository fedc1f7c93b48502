using Lacquer.Audio;
using Lacquer.Dsp.Dynamics;

namespace Lacquer.Mastering.Rendering;

/// <summary>The mix after everything but the loudness stage, and what is needed to find its gain.</summary>
public sealed class PreparedMix : IDisposable
{
    /// <summary>The sound before the limiter, at the output's rate, on disk.</summary>
    public required ScratchAudio Audio { get; init; }

    /// <summary>Predicts loudness and limiting for any gain.</summary>
    public required LimiterForecast Forecast { get; init; }

    /// <summary>The same as if no section had a level of its own; null when none has.</summary>
    public LimiterForecast? Unlevelled { get; init; }

    /// <summary>Highest sample before the loudness stage, linear.</summary>
    public required double SamplePeak { get; init; }

    /// <summary>Gain reduction over time of the stages that turn down, by stage.</summary>
    public required IReadOnlyDictionary<string, GainReductionTrack> GainReduction { get; init; }

    /// <summary>The same for the eye: few points, each stage by its own name, stretches with the settings that held there.</summary>
    public required IReadOnlyList<GainReductionCurve> ReductionCurves { get; init; }

    /// <summary>Deletes the scratch file.</summary>
    public void Dispose() => Audio.Dispose();
}
