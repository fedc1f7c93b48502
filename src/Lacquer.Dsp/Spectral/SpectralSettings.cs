using Lacquer.Dsp.Stereo;

namespace Lacquer.Dsp.Spectral;

/// <summary>What the spectral stage does. By default nothing; a neutral group costs nothing.</summary>
public sealed record SpectralSettings
{
    /// <summary>Static equaliser on mid and side.</summary>
    public EqualizerSettings Equalizer { get; init; } = new();

    /// <summary>Resonance and harshness control. Off by default.</summary>
    public ResonanceSettings Resonance { get; init; } = ResonanceSettings.Off;

    /// <summary>Slow dynamics in four bands, and the leveler.</summary>
    public BandDynamicsSettings Dynamics { get; init; } = new();

    /// <summary>Stereo width and the fold of lows to mono.</summary>
    public ImageSettings Image { get; init; } = new();

    /// <summary>Whether nothing is changed at all.</summary>
    public bool IsNeutral => Equalizer.IsNeutral && Resonance.IsNeutral && Dynamics.IsNeutral && Image.IsNeutral;
}
