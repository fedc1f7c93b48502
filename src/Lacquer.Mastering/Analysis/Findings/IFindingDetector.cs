namespace Lacquer.Mastering.Analysis.Findings;

/// <summary>Looks for one kind of fault.</summary>
internal interface IFindingDetector
{
    /// <summary>What it found, in any order; nothing on a clean track.</summary>
    IEnumerable<Finding> Detect(TrackAnalysis analysis, TrackMeters meters);
}
