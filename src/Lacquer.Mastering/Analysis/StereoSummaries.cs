using Lacquer.Dsp.Metering;
using Lacquer.Dsp.Standards;
using Lacquer.Mastering.Analysis.Levels;
using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis;

/// <summary>Puts the stereo measurements together.</summary>
internal static class StereoSummaries
{
    /// <summary>Below this share of the other channel (−60 dB) a channel is empty and has no correlation.</summary>
    private const double EmptyShare = 1e-6;

    /// <summary>How the two channels relate.</summary>
    public static StereoSummary Of(TrackMeters meters, int sampleRateHz)
    {
        (LevelMeter levels, ToneMeter tone) = (meters.Levels, meters.Tone);
        if (levels.Channels == 1)
        {
            return new StereoSummary
            {
                Correlation = 1,
                SideToMidDb = double.NegativeInfinity,
                MonoLossDb = 0,
                BandCorrelation = [.. tone.MidPower.Select(power => power > 0 ? 1 : double.NaN)],
            };
        }

        var correlation = new double[tone.BandCount];
        for (int b = 0; b < correlation.Length; b++)
        {
            correlation[b] = Correlation(tone.MidPower[b], tone.SidePower[b], tone.CrossPower[b]);
        }

        double product = levels.MidPower - levels.SidePower;
        double channels = Math.Sqrt(levels.Channel(0).Power) * Math.Sqrt(levels.Channel(1).Power);
        return new StereoSummary
        {
            Correlation = channels > 0 ? Math.Clamp(product / channels, -1, 1) : double.NaN,
            SideToMidDb = 10 * Math.Log10(levels.SidePower / levels.MidPower),
            MonoLossDb = MonoLossDb(tone, sampleRateHz),
            BandCorrelation = correlation,
        };
    }

    /// <summary>Mid and side against mid, K-weighted per third octave: within a band the weighting changes both alike.</summary>
    public static double MonoLossDb(ToneMeter tone, int sampleRateHz)
    {
        var weighting = new KWeightingFilter(sampleRateHz, channels: 1);
        (double mid, double side) = (0.0, 0.0);
        for (int b = 0; b < tone.BandCount && Iec61260.MidbandHz(b) < 0.5 * sampleRateHz; b++)
        {
            double weight = weighting.PowerGain(Iec61260.MidbandHz(b));
            mid += weight * tone.MidPower[b];
            side += weight * tone.SidePower[b];
        }

        return 10 * Math.Log10((mid + side) / mid);
    }

    private static double Correlation(double mid, double side, double cross)
    {
        double left = mid + side + (2 * cross);
        double right = mid + side - (2 * cross);
        bool empty = !(Math.Min(left, right) > EmptyShare * Math.Max(left, right));
        return empty ? double.NaN : Math.Clamp((mid - side) / Math.Sqrt(left * right), -1, 1);
    }
}
