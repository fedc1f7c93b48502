using Lacquer.Dsp.Filters;

namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>Whether the ear can tell a click from the music that it falls into.</summary>
/// <remarks>
/// What sounds shortly before and along with a click covers it where it lies in the same region of the spectrum. So it is heard when in one octave
/// at least its energy stands above the most that the music has there in any stretch of equal length, from shortly before it to its end.
/// </remarks>
internal static class HeardClick
{
    /// <summary>Four times the music's power in one octave: more than a threshold, what an engineer would send back. Chosen.</summary>
    private const double LeastDb = 6;

    /// <summary>What the ear takes for one moment.</summary>
    private const double MomentSeconds = 0.01;

    /// <summary>Music that ended this long ago still covers; longer, and it fades.</summary>
    private const double CoverSeconds = 0.02;

    /// <summary>The filters settle within this time.</summary>
    private const double SettleSeconds = 0.07;

    /// <summary>Fainter clicks are not heard even in silence: −90 dBFS in an octave.</summary>
    private const double LeastPower = 1e-9;

    private const int Steps = 4; // windows per moment

    private static readonly double[] OctavesHz = [500, 1_000, 2_000, 4_000, 8_000];

    /// <summary>Whether it is heard in one channel.</summary>
    /// <param name="music">The channel without it.</param>
    /// <param name="click">What was added, from <paramref name="at"/> on.</param>
    /// <param name="at">Where; the channel reaches a tenth of a second further to either side.</param>
    /// <param name="rateHz">Rate of both.</param>
    public static bool Is(ReadOnlySpan<float> music, ReadOnlySpan<float> click, int at, int rateHz)
    {
        int moment = (int)(MomentSeconds * rateHz);
        int lead = (int)((SettleSeconds + CoverSeconds + MomentSeconds) * rateHz);
        foreach (double hz in OctavesHz)
        {
            if (hz * Math.Sqrt(2) > 0.45 * rateHz)
            {
                continue;
            }

            float[] masker = Octave(music.Slice(at - lead, lead + moment).ToArray(), hz, rateHz);
            var added = new float[moment];
            click[..Math.Min(click.Length, moment)].CopyTo(added);
            double own = Sounds.Power(Octave(added, hz, rateHz));
            double covering = 0;
            for (int from = lead - moment - (int)(CoverSeconds * rateHz); from <= lead; from += moment / Steps)
            {
                covering = Math.Max(covering, Sounds.Power(masker.AsSpan(from, moment)));
            }

            if (own > LeastPower && own > covering * Math.Pow(10, 0.1 * LeastDb))
            {
                return true;
            }
        }

        return false;
    }

    private static float[] Octave(float[] samples, double centreHz, int rateHz)
    {
        BiquadCoefficients low = BiquadCoefficients.HighPass(centreHz / Math.Sqrt(2), BiquadCoefficients.ButterworthQ, rateHz);
        BiquadCoefficients high = BiquadCoefficients.LowPass(centreHz * Math.Sqrt(2), BiquadCoefficients.ButterworthQ, rateHz);
        foreach (BiquadCoefficients section in (BiquadCoefficients[])[low, low, high, high])
        {
            new Biquad(section).Process(samples);
        }

        return samples;
    }
}
