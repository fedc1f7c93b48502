using Lacquer.Dsp.Metering;
using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis;

/// <summary>Puts the stereo measurements together.</summary>
internal static class StereoSummaries
{
    /// <summary>Below this share of the other channel (−60 dB) a channel is empty and has no correlation.</summary>
    private const double EmptyShare = 1e-6;

    /// <summary>How the two channels relate.</summary>
    public static StereoSummary Of(StereoMeter meter, ToneMeter tone, int channels)
    {
        if (channels == 1)
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

        return new StereoSummary
        {
            Correlation = meter.Correlation,
            SideToMidDb = meter.SideToMid.Value,
            MonoLossDb = meter.MonoLoss.Value,
            BandCorrelation = correlation,
        };
    }

    private static double Correlation(double mid, double side, double cross)
    {
        double left = mid + side + (2 * cross);
        double right = mid + side - (2 * cross);
        bool empty = !(Math.Min(left, right) > EmptyShare * Math.Max(left, right));
        return empty ? double.NaN : Math.Clamp((mid - side) / Math.Sqrt(left * right), -1, 1);
    }
}
