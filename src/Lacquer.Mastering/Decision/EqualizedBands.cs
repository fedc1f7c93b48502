using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision;

/// <summary>The dynamics bands as the stages behind the equaliser meet them: their thresholds are absolute, so they must follow its gain.</summary>
internal static class EqualizedBands
{
    /// <summary>The analysed bands, each moved by what the equaliser does to its power.</summary>
    public static BandDynamics[] Of(TrackAnalysis analysis, StagePlan equalizer)
    {
        var curve = new EqualizerCurve(StageCatalogue.Equalizer.Build(equalizer.Parameters));
        return Array.ConvertAll(analysis.Bands, band =>
        {
            double gainDb = GainDb(analysis, curve, band);
            return band with { LevelPercentilesDbfs = Array.ConvertAll(band.LevelPercentilesDbfs, level => level + gainDb) };
        });
    }

    /// <summary>Power after against before, in dB, over the third octaves of one band; 0 when it is empty.</summary>
    private static double GainDb(TrackAnalysis analysis, EqualizerCurve curve, BandDynamics band)
    {
        TonalBalance tone = analysis.Tone;
        double before = 0;
        double after = 0;
        for (int i = 0; i < tone.BandCentresHz.Length; i++)
        {
            double hz = tone.BandCentresHz[i];
            if (hz >= band.LowHz && hz < band.HighHz)
            {
                double power = Math.Pow(10, tone.LoudPartLevelsDb[i] / 10);
                before += power;
                double side = SideShare(analysis.LoudPart, i);
                after += power * (((1 - side) * Math.Pow(10, curve.MidDb(hz) / 10)) + (side * Math.Pow(10, curve.SideDb(hz) / 10)));
            }
        }

        return before > 0 ? 10 * Math.Log10(after / before) : 0;
    }

    /// <summary>How much of a band's power is side; 0 where there is none.</summary>
    private static double SideShare(PartTone part, int band)
    {
        double apartDb = part.MidDb[band] - part.SideDb[band];
        return double.IsNaN(apartDb) ? 0 : 1 / (1 + Math.Pow(10, apartDb / 10));
    }
}
