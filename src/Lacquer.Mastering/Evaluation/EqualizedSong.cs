using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Features;

namespace Lacquer.Mastering.Evaluation;

/// <summary>
/// An analysis as it would be had an equaliser come before it: an exact addition to the levels of mid and side, in frames, in statistics and
/// in third octaves. What no equaliser changes stays as it is: how levels move within a band. The style is not told: it was classified from
/// the sound without the fault, and would be a trace of it.
/// </summary>
internal static class EqualizedSong
{
    /// <summary>Adds a fault.</summary>
    public static TrackAnalysis With(TrackAnalysis clean, EqualizerFault fault) => clean with
    {
        Style = StyleEstimate.Unsure,
        Segments = [.. clean.Segments.Select(segment => Segment(segment, fault.BandsDb))],
        Tone = clean.Tone with
        {
            LevelsDb = ThirdOctaves.Sum(clean.Tone.LevelsDb, fault.AnalysisDb),
            MidLevelsDb = ThirdOctaves.Sum(clean.Tone.MidLevelsDb, fault.AnalysisDb),
            SideLevelsDb = ThirdOctaves.Sum(clean.Tone.SideLevelsDb, fault.AnalysisDb),
            LoudPartLevelsDb = ThirdOctaves.Sum(clean.Tone.LoudPartLevelsDb, fault.AnalysisDb),
        },
    };

    private static SegmentFeatures Segment(SegmentFeatures clean, double[] bandsDb)
    {
        Half[] frames = [.. clean.Frames];
        for (int f = 0; f < frames.Length; f += FeatureLayout.FrameValues)
        {
            for (int b = 0; b < FeatureLayout.Bands; b++)
            {
                ref Half mid = ref frames[f + FeatureLayout.MidAt + b];
                ref Half side = ref frames[f + FeatureLayout.SideAt + b];
                mid = (Half)((double)mid + bandsDb[b]);
                side = (Half)((double)side + bandsDb[b]);
            }
        }

        float[] statistics = [.. clean.Statistics];
        for (int b = 0; b < FeatureLayout.Bands; b++)
        {
            statistics[FeatureLayout.LevelAt + b] += (float)bandsDb[b];
        }

        return clean with { Frames = frames, Statistics = statistics };
    }
}
