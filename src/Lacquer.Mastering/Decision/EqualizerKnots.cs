using Lacquer.Dsp.Spectral;

namespace Lacquer.Mastering.Decision;

/// <summary>The frequencies at which the equaliser is set.</summary>
internal static class EqualizerKnots
{
    /// <summary>Knots of the mid channel, in Hz.</summary>
    public static double[] MidHz => EqualizerCurve.MidKnotsHz;

    /// <summary>Knots of the extra curve of the side channel, in Hz.</summary>
    public static double[] SideHz => EqualizerCurve.SideKnotsHz;
}
