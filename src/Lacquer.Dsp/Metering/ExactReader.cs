using Lacquer.Dsp.Resampling;

namespace Lacquer.Dsp.Metering;

/// <summary>Filters long enough to read nearly what exact reconstruction would; made when first needed, which on music they are not.</summary>
internal static class ExactReader
{
    /// <summary>Flat to 0.4998 of the rate: white noise reads within 0.05 dB of exact reconstruction.</summary>
    internal const int Taps = 8_192;

    /// <summary>Shapes the window: the flatter the passband need not be, the nearer to half the rate it reaches.</summary>
    private const double AttenuationDb = 50;

    /// <summary>[tap, phase], as in the detector.</summary>
    internal static float[] AllPhases { get; } =
        TruePeakDetector.Transpose(new PolyphaseKernel(TruePeakDetector.Phases, Taps, 0.5, AttenuationDb));
}
