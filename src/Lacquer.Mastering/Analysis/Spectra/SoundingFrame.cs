namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Which frames hold music and which hold silence or noise floor.</summary>
internal static class SoundingFrame
{
    /// <summary>Below this share of the loudest frame's power (−60 dB) a frame counts as silent; chosen: reverb tails and fades end about there.</summary>
    private const float OfLoudest = 1e-6f;

    /// <summary>Nothing below −140 dBFS is music: the noise floor of the best converters lies above.</summary>
    private const float LeastPower = 1e-14f;

    /// <summary>Whether a frame sounds.</summary>
    /// <param name="power">Its power, linear.</param>
    /// <param name="loudest">The loudest frame's power, linear.</param>
    public static bool Is(float power, float loudest) => power > LeastPower && power > OfLoudest * loudest;
}
