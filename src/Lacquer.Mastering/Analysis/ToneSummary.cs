using Lacquer.Dsp.Standards;
using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis;

/// <summary>Draws the tonal balance out of the third-octave frames.</summary>
internal static class ToneSummary
{
    /// <summary>Levels below this, −140 dBFS, are the floor of what is worth telling apart.</summary>
    private const double FloorPower = 1e-14;

    private const double HalfShortTermSeconds = 1.5;

    /// <summary>The tonal balance of a track.</summary>
    /// <param name="tone">Its frames.</param>
    /// <param name="shortTermLufs">Its short-term loudness every 100 ms; empty for a track shorter than 3 s.</param>
    public static TonalBalance Of(ToneMeter tone, ReadOnlySpan<double> shortTermLufs)
    {
        int bands = tone.BandCount;
        double whole = 0;
        var sum = new double[bands];
        for (int b = 0; b < bands; b++)
        {
            sum[b] = tone.MidPower[b] + tone.SidePower[b];
            whole += sum[b];
        }

        List<int> sounding = SoundingFrames(tone);
        return new TonalBalance
        {
            BandCentresHz = Iec61260.NominalHz.ToArray(),
            LevelsDb = Relative(sum, whole),
            MidLevelsDb = Relative(tone.MidPower, whole),
            SideLevelsDb = Relative(tone.SidePower, whole),
            LoudPartLevelsDb = LevelsDb(tone, LoudestThird(tone, sounding, shortTermLufs)),
            SpreadDb = Spread(tone, sounding),
        };
    }

    /// <summary>Spectrum of some frames, relative to the power of all bands in them, in dB.</summary>
    public static double[] LevelsDb(ToneMeter tone, IEnumerable<int> frames)
    {
        var sum = new double[tone.BandCount];
        double whole = 0;
        foreach (int frame in frames)
        {
            ReadOnlySpan<float> powers = tone.BandPower(frame);
            for (int b = 0; b < sum.Length; b++)
            {
                sum[b] += powers[b];
                whole += powers[b];
            }
        }

        return Relative(sum, whole);
    }

    private static List<int> SoundingFrames(ToneMeter tone)
    {
        float loudest = 0;
        for (int f = 0; f < tone.RowCount; f++)
        {
            loudest = Math.Max(loudest, tone.FramePower(f));
        }

        var frames = new List<int>(tone.RowCount);
        for (int f = 0; f < tone.RowCount; f++)
        {
            if (SoundingFrame.Is(tone.FramePower(f), loudest))
            {
                frames.Add(f);
            }
        }

        return frames;
    }

    private static double[] Relative(double[] powers, double whole)
    {
        var levels = new double[powers.Length];
        for (int b = 0; b < levels.Length; b++)
        {
            levels[b] = powers[b] > 0 ? 10 * Math.Log10(powers[b] / whole) : double.NegativeInfinity;
        }

        return levels;
    }

    /// <summary>The third of the sounding frames around which the short-term loudness is highest; the earlier ones where it is equal.</summary>
    private static IEnumerable<int> LoudestThird(ToneMeter tone, List<int> sounding, ReadOnlySpan<double> shortTermLufs)
    {
        var ranked = new List<(double Loudness, int Frame)>(sounding.Count);
        foreach (int frame in sounding)
        {
            int window = (int)Math.Round((tone.CentreSeconds(frame) - HalfShortTermSeconds) * 10);
            double loudness = shortTermLufs.IsEmpty
                ? tone.FramePower(frame)
                : shortTermLufs[Math.Clamp(window, 0, shortTermLufs.Length - 1)];
            ranked.Add((loudness, frame));
        }

        return ranked.OrderByDescending(r => r.Loudness).ThenBy(r => r.Frame).Take((ranked.Count + 2) / 3).Select(r => r.Frame);
    }

    private static double[] Spread(ToneMeter tone, List<int> sounding)
    {
        var spread = new double[tone.BandCount];
        if (sounding.Count == 0)
        {
            return spread;
        }

        var powers = new float[sounding.Count];
        for (int b = 0; b < spread.Length; b++)
        {
            for (int i = 0; i < powers.Length; i++)
            {
                powers[i] = tone.BandPower(sounding[i])[b];
            }

            Array.Sort(powers);
            double loud = powers[(int)Math.Round(0.95 * (powers.Length - 1))];
            double quiet = powers[(int)Math.Round(0.10 * (powers.Length - 1))];
            spread[b] = 10 * Math.Log10(Math.Max(loud, FloorPower) / Math.Max(quiet, FloorPower));
        }

        return spread;
    }
}
