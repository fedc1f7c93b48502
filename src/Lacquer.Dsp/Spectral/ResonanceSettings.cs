namespace Lacquer.Dsp.Spectral;

/// <summary>How narrow resonances and a harsh presence region are held down, from moment to moment.</summary>
public sealed record ResonanceSettings
{
    /// <summary>Neither is touched.</summary>
    public static readonly ResonanceSettings Off = new() { MaxCutDb = 0 };

    /// <summary>
    /// How far a narrow band may stand above its surroundings (±½ octave) before it is cut, in dB. Range 3 to 18, default 6.
    /// </summary>
    public double ThresholdDb { get; init => field = Require.InRange(value, 3, 18, nameof(ThresholdDb)); } = 6;

    /// <summary>Most that a resonance between 100 Hz and 12 kHz is cut, in dB. Range 0 (off) to 12, default 4.</summary>
    public double MaxCutDb { get; init => field = Require.InRange(value, 0, 12, nameof(MaxCutDb)); } = 4;

    /// <summary>
    /// Level of 2 to 6 kHz against the whole frame above which that region is turned down, 1 dB for every 2 dB, in dB as
    /// <see cref="BandLevels.HarshnessDb"/> reads it. Range −40 to 0, default −8 (what pink noise has).
    /// </summary>
    public double HarshnessThresholdDb { get; init => field = Require.InRange(value, -40, 0, nameof(HarshnessThresholdDb)); } = -8;

    /// <summary>Most that the harsh region is turned down, in dB. Range 0 (off) to 6, default 0.</summary>
    public double HarshnessMaxCutDb { get; init => field = Require.InRange(value, 0, 6, nameof(HarshnessMaxCutDb)); }

    /// <summary>Whether nothing is ever cut.</summary>
    public bool IsNeutral => MaxCutDb == 0 && HarshnessMaxCutDb == 0;
}
