namespace Lacquer.Dsp.Dynamics;

/// <summary>A stage that turns the level down and can say by how much.</summary>
public interface IReportsGainReduction
{
    /// <summary>What has been turned down so far. Valid after Prepare.</summary>
    GainReductionTrack GainReduction { get; }
}
