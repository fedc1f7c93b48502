using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>How the tone of a master differs from that of its mix within a section, at equal level.</summary>
internal static class ToneChange
{
    /// <summary>A band this far below the section holds nothing that could change its tone, in dB.</summary>
    private const double EmptyDb = -80;

    /// <summary>Bands that tell the level from the tone: where music lives, as in what finished masters are compared with.</summary>
    private const double LevelFromHz = 50;

    private const double LevelToHz = 12_500;

    /// <summary>The sections of the mix with what became of them.</summary>
    public static IEnumerable<(Section Before, Section After)> Pairs(TrackAnalysis before, TrackAnalysis after) =>
        before.Sections.Zip(after.MatchedSections ?? after.Sections);

    /// <summary>Change in each band once the change of level is taken out, in dB; NaN where a band is empty.</summary>
    public static double[] Of(Section before, Section after, double[] centresHz)
    {
        double level = LevelDb(before, after, centresHz);
        return [.. before.LevelsDb.Zip(after.LevelsDb, (a, b) => a > EmptyDb && b > EmptyDb ? b - a - level : double.NaN)];
    }

    /// <summary>Change of level: the mean over the bands from 50 Hz to 12.5 kHz that both hold, in dB; NaN when there is none.</summary>
    public static double LevelDb(Section before, Section after, double[] centresHz) =>
        before.LevelsDb.Zip(after.LevelsDb, (a, b) => a > EmptyDb && b > EmptyDb ? b - a : double.NaN)
            .Where((db, b) => double.IsFinite(db) && centresHz[b] is >= LevelFromHz and <= LevelToHz)
            .DefaultIfEmpty(double.NaN)
            .Average();
}
