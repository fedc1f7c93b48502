using Lacquer.Dsp.Standards;
using Lacquer.Dsp.Units;

namespace Lacquer.Dsp.Metering;

/// <summary>Loudness range: how far quiet and loud passages lie apart.</summary>
public static class LoudnessRange
{
    /// <summary>Range of short-term values.</summary>
    /// <param name="shortTermEnergies">
    /// Channel-weighted mean square of each 3 s window after K-weighting, one every 100 ms; linear, ≥ 0.
    /// </param>
    /// <returns>LU, ≥ 0; 0 when fewer than two values pass the gates.</returns>
    /// <remarks>EBU Tech 3342, clause 3.1; percentiles are rounded to the nearest rank as in the code of clause 5.</remarks>
    public static Decibels Of(ReadOnlySpan<double> shortTermEnergies)
    {
        double absolute = Bs1770.Energy(EbuTech3342.AbsoluteGate);
        double ungated = GatedLoudness.MeanAbove(shortTermEnergies, absolute);
        double threshold = Math.Max(absolute, ungated * EbuTech3342.RelativeGate.ToPower());

        double[] kept = new double[shortTermEnergies.Length];
        int count = 0;
        foreach (double energy in shortTermEnergies)
        {
            if (energy >= threshold)
            {
                kept[count++] = energy;
            }
        }

        if (count < 2)
        {
            return Decibels.Zero;
        }

        Array.Sort(kept, 0, count);
        return Decibels.FromPower(kept[Rank(EbuTech3342.UpperPercentile, count)] / kept[Rank(EbuTech3342.LowerPercentile, count)]);
    }

    private static int Rank(double percentile, int count) =>
        (int)Math.Round((count - 1) * percentile / 100, MidpointRounding.AwayFromZero);
}
