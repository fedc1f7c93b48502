using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Reporting.Html;

/// <summary>
/// Third-octave spectra before and after, brought to equal level as the usual range is: the mean over its bands is zero.
/// </summary>
/// <remarks>
/// Sections differ in tone, and a master brings quiet ones forward: spectra of the whole would differ although nobody touched the tone. So
/// each section has the same weight in both, the energy that it has in the mix; sections too quiet to be measured have none.
/// </remarks>
internal sealed record MatchedSpectra
{
    private const double EmptyDb = -100; // a band this far below the whole holds no sound

    /// <summary>Centres of the bands, in Hz.</summary>
    public required double[] CentresHz { get; init; }

    /// <summary>The mix, in dB; NaN for an empty band.</summary>
    public required double[] Before { get; init; }

    /// <summary>The master, in dB; NaN for an empty band.</summary>
    public required double[] After { get; init; }

    /// <summary>Centres of the bands whose usual range is known, in Hz.</summary>
    public required double[] ReferenceHz { get; init; }

    /// <summary>Lower end of what two thirds of finished tracks have: one standard deviation under the mean, in dB.</summary>
    public required double[] UsualLow { get; init; }

    /// <summary>Upper end, in dB.</summary>
    public required double[] UsualHigh { get; init; }

    /// <summary>Master against mix in each band, in dB; NaN for an empty one.</summary>
    public double[] Change => [.. Before.Zip(After, Figures.Change)];

    /// <summary>The spectra, or null where there is nothing to compare.</summary>
    public static MatchedSpectra? Of(TrackAnalysis before, TrackAnalysis after, UsualTone usual)
    {
        double[] centresHz = before.Tone.BandCentresHz;
        (var mixPower, var masterPower) = (new double[centresHz.Length], new double[centresHz.Length]);
        foreach ((Section mixed, Section mastered) in ToneChange.Pairs(before, after))
        {
            double level = ToneChange.LevelDb(mixed, mastered, centresHz);
            if (double.IsFinite(level) && double.IsFinite(mixed.Integrated.Value))
            {
                Add(mixed.LevelsDb, 0, Energy(mixed), mixPower);
                Add(mastered.LevelsDb, -level, Energy(mixed), masterPower);
            }
        }

        double[]? mix = Matched(mixPower, centresHz, usual);
        double[]? master = Matched(masterPower, centresHz, usual);
        if (mix is null || master is null)
        {
            return null;
        }

        return new MatchedSpectra
        {
            CentresHz = centresHz,
            Before = mix,
            After = master,
            ReferenceHz = usual.BandCentresHz,
            UsualLow = [.. usual.MeanDb.Zip(usual.DeviationDb, (mean, deviation) => mean - deviation)],
            UsualHigh = [.. usual.MeanDb.Zip(usual.DeviationDb, (mean, deviation) => mean + deviation)],
        };
    }

    /// <summary>The usual range of a band in words; a dash where it is not known.</summary>
    public string UsualAt(int band)
    {
        int i = Array.IndexOf(ReferenceHz, CentresHz[band]);
        return i < 0 ? "–" : $"{Figures.Level(UsualLow[i])} to {Figures.Level(UsualHigh[i])}";
    }

    /// <summary>In how many bands a spectrum lies outside the usual range.</summary>
    public int Outside(double[] levels) => Enumerable.Range(0, CentresHz.Length).Count(b =>
        Array.IndexOf(ReferenceHz, CentresHz[b]) is >= 0 and int i && (levels[b] < UsualLow[i] || levels[b] > UsualHigh[i]));

    /// <summary>Loudness stands for power here: how loud the sections are against each other.</summary>
    private static double Energy(Section section) => Math.Pow(10, section.Integrated.Value / 10) * (section.EndSeconds - section.StartSeconds);

    private static void Add(double[] levelsDb, double gainDb, double energy, double[] power)
    {
        for (int b = 0; b < power.Length; b++)
        {
            power[b] += energy * Math.Pow(10, (levelsDb[b] + gainDb) / 10);
        }
    }

    private static double[]? Matched(double[] power, double[] centresHz, UsualTone usual)
    {
        double whole = power.Sum();
        double[] levels = Array.ConvertAll(power, p => 10 * Math.Log10(p / whole) is > EmptyDb and double db ? db : double.NaN);
        double[] common = [.. levels.Where((db, b) => double.IsFinite(db) && usual.BandCentresHz.Contains(centresHz[b]))];
        return common.Length == 0 ? null : Array.ConvertAll(levels, db => db - common.Average());
    }
}
