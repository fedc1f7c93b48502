using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision.Learned;

namespace Lacquer.Mastering.Evaluation;

/// <summary>A track that is evaluated on, analysed once.</summary>
internal sealed class EvaluatedSong
{
    private const string NoStyle = ""; // without a classifier all songs are of one kind

    /// <summary>Takes a track that sounds.</summary>
    public EvaluatedSong(ManifestTrack track, TrackAnalysis analysis, SongSummary summary)
    {
        (Track, Analysis, Summary) = (track, analysis, summary);
        LevelDb = Array.ConvertAll(summary.Whole(Everything(summary)).LevelDb, db => (double)db);
        CurveDb = ThirdOctaves.FromBands(LevelDb);
        Style = analysis.Style.Probabilities.Count == 0 ? NoStyle : analysis.Style.Probabilities.MaxBy(entry => entry.Value).Key;
    }

    /// <summary>Where it comes from.</summary>
    public ManifestTrack Track { get; }

    /// <summary>With segments.</summary>
    public TrackAnalysis Analysis { get; }

    /// <summary>As the networks take it.</summary>
    public SongSummary Summary { get; }

    /// <summary>Mean spectrum in the features' bands, without its mean, in dB.</summary>
    public double[] LevelDb { get; }

    /// <summary>The same in third octaves.</summary>
    public double[] CurveDb { get; }

    /// <summary>The likeliest style, sure or not.</summary>
    public string Style { get; }

    /// <summary>Every segment has its say, as in training's own scores.</summary>
    public static double[] Everything(SongSummary summary) => [.. summary.Segments.Select(_ => 1.0)];
}
