namespace Lacquer.Dsp.Dynamics;

/// <summary>How the saturation stage rounds loud moments and what harmonics it adds.</summary>
public sealed record SaturationSettings
{
    /// <summary>
    /// How much a sample at the reference level is lowered against quiet sound, which keeps its level, in dB. Range 0 (off, the
    /// default) to 12.
    /// </summary>
    public double DriveDb { get; init => field = Require.InRange(value, 0, 12, nameof(DriveDb)); }

    /// <summary>Sample level at which the drive is meant, in dBFS: about the highest peaks of the music. Range −40 to 0, default 0.</summary>
    public double ReferenceDbfs { get; init => field = Require.InRange(value, -40, 0, nameof(ReferenceDbfs)); }

    /// <summary>Unlike treatment of the two half-waves: even harmonics besides the odd ones. Range 0 (default) to 1.</summary>
    public double Asymmetry { get; init => field = Require.InRange(value, 0, 1, nameof(Asymmetry)); }

    /// <summary>Share of the saturated signal, 0 (dry) to 1 (default).</summary>
    public double Mix { get; init => field = Require.InRange(value, 0, 1, nameof(Mix)); } = 1;

    /// <summary>Whether the stage has nothing to do.</summary>
    public bool IsNeutral => DriveDb == 0 || Mix == 0;
}
