using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Evaluation;
using Lacquer.Mastering.Tests.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Evaluation;

/// <summary>Songs to evaluate on: pink noise.</summary>
internal static class Songs
{
    public const int RateHz = 44_100;

    public static EvaluatedSong Pink(string package, int seed) => Of(ShapedNoise.Pink(0.05, RateHz, seconds: 13, seed: seed), package, seed);

    public static EvaluatedSong Of(AudioBuffer sound, string package, int number)
    {
        TrackAnalysis analysis = Analysed(sound);
        var track = new ManifestTrack { Split = "test", Package = package, Path = $"{number}.wav", Sha256 = number.ToString("x8") };
        return new EvaluatedSong(track, analysis, SongSummary.Of(analysis)!);
    }

    public static TrackAnalysis Analysed(AudioBuffer sound)
    {
        using var source = new BufferSource(sound, RateHz);
        return new TrackAnalyser().AnalyseWithSegments(source, progress: null, TestContext.Current.CancellationToken);
    }
}
