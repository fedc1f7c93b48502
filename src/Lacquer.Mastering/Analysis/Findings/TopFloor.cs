using Lacquer.Dsp.Standards;
using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Findings;

/// <summary>The level of a steady noise above 8 kHz in music that never pauses.</summary>
internal static class TopFloor
{
    private const double LowestHz = 7_500;

    /// <summary>Between the second and the tenth hundredth of the moments: noise spreads by 0.3 dB, the highs of mixes without it by 2 to 33 (measured).</summary>
    private const double MostSpreadDb = 1;

    private const double Quietest = 0.02;
    private const double Quiet = 0.1;

    /// <summary>From a third octave to the next noise of microphones, amplifiers and tape rises by 1 dB or falls a little; tails of music fall by 3 and more.</summary>
    private const double LeastStepDb = -2.5;

    private const double MostStepDb = 3;
    private const int LeastBands = 2;
    private const int LeastRows = 80; // 15 s
    private const float Silence = 1e-13f;

    /// <summary>Level of the noise in the third octaves that it fills, together, in dBFS; −∞ where there is none.</summary>
    public static double Dbfs(ToneMeter tone, int sampleRateHz)
    {
        int[] rows = [.. Enumerable.Range(0, tone.RowCount).Where(row => tone.FramePower(row) > Silence)];
        if (rows.Length < LeastRows)
        {
            return double.NegativeInfinity;
        }

        (double power, int bands, double last) = (0, 0, double.NaN);
        for (int b = tone.BandCount - 1; b > 0 && Iec61260.MidbandHz(b) > LowestHz; b--)
        {
            if (Iec61260.UpperEdgeHz(b) > 0.45 * sampleRateHz)
            {
                continue;
            }

            double[] levels = [.. rows.Select(row => 10 * Math.Log10(tone.BandPower(row)[b] + 1e-20)).Order()];
            double low = levels[(int)(Quietest * levels.Length)];
            bool steady = levels[(int)(Quiet * levels.Length)] - low <= MostSpreadDb;
            double step = last - low; // NaN in the first band
            if (!steady || step < LeastStepDb || step > MostStepDb)
            {
                break;
            }

            power += Math.Pow(10, 0.1 * low);
            bands++;
            last = low;
        }

        return bands >= LeastBands ? 10 * Math.Log10(power) : double.NegativeInfinity;
    }
}
