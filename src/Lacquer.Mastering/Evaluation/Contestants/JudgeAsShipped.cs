using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Evaluation.Contestants;

/// <summary>A judge with all its guards: what automatic mode would set at the equaliser's knots, read back at the third octaves.</summary>
internal sealed class JudgeAsShipped(string key, string name, IJudge judge) : IContestant
{
    /// <inheritdoc/>
    public string Key => key;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public double[] Correct(SpoiltSong song)
    {
        double[] knots = judge.Judge(song.Analysis).MidEqDb.Amount;
        var curve = MonotoneKnots(knots);
        return ThirdOctaves.Centred(Array.ConvertAll(ThirdOctaves.CentresHz, curve.MidDb));
    }

    private static EqualizerCurve MonotoneKnots(double[] knotsDb) => new(new EqualizerSettings { MidDb = knotsDb });
}
