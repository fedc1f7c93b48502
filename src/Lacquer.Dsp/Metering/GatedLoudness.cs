using Lacquer.Dsp.Standards;
using Lacquer.Dsp.Units;

namespace Lacquer.Dsp.Metering;

/// <summary>Loudness of many blocks together, gated twice.</summary>
public static class GatedLoudness
{
    /// <summary>Integrated loudness of gating blocks.</summary>
    /// <param name="blockEnergies">
    /// Channel-weighted mean square of each 400 ms block after K-weighting, one every 100 ms; linear, ≥ 0
    /// (<see cref="LoudnessMeter.BlockEnergies"/>, or part of it for part of a track).
    /// </param>
    /// <returns>LUFS; −∞ when there is no block above −70 LUFS.</returns>
    /// <remarks>ITU-R BS.1770-5, Annex 1, eq. 5 to 7.</remarks>
    public static Lufs Integrate(ReadOnlySpan<double> blockEnergies)
    {
        double absolute = Bs1770.Energy(Bs1770.AbsoluteGate);
        double ungated = MeanAbove(blockEnergies, absolute);
        double relative = ungated * Bs1770.RelativeGate.ToPower();
        return Bs1770.Loudness(MeanAbove(blockEnergies, Math.Max(absolute, relative)));
    }

    /// <summary>Mean of the values above a threshold; 0 when there is none.</summary>
    internal static double MeanAbove(ReadOnlySpan<double> energies, double threshold)
    {
        double sum = 0;
        int count = 0;
        foreach (double energy in energies)
        {
            if (energy > threshold)
            {
                sum += energy;
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }
}
