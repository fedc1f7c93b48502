namespace Lacquer.Dsp.Dynamics;

/// <summary>How the compressor evens out the level.</summary>
public sealed record CompressorSettings
{
    /// <summary>Level above which it works, in dBFS of the detector's mean square (a full-scale sine reads −3). Range −60 to 0, default −18.</summary>
    public double ThresholdDbfs { get; init => field = Require.InRange(value, -60, 0, nameof(ThresholdDbfs)); } = -18;

    /// <summary>Decibels in for one decibel out above the threshold. Range 1 (off) to 10, default 1.</summary>
    public double Ratio { get; init => field = Require.InRange(value, 1, 10, nameof(Ratio)); } = 1;

    /// <summary>Width of the soft knee around the threshold, in dB. Range 0 to 24, default 6.</summary>
    public double KneeDb { get; init => field = Require.InRange(value, 0, 24, nameof(KneeDb)); } = 6;

    /// <summary>Attack time constant, in ms. Range 0.1 to 300, default 20.</summary>
    public double AttackMs { get; init => field = Require.InRange(value, 0.1, 300, nameof(AttackMs)); } = 20;

    /// <summary>Release time constant, in ms. Range 10 to 3000, default 200.</summary>
    public double ReleaseMs { get; init => field = Require.InRange(value, 10, 3000, nameof(ReleaseMs)); } = 200;

    /// <summary>Gain after compression, in dB. Range −12 to 24, default 0.</summary>
    public double MakeupDb { get; init => field = Require.InRange(value, -12, 24, nameof(MakeupDb)); }

    /// <summary>Share of the compressed signal, 0 (dry) to 1 (default).</summary>
    public double Mix { get; init => field = Require.InRange(value, 0, 1, nameof(Mix)); } = 1;

    /// <summary>High-pass in front of the detector, in Hz; 0 turns it off: bass alone then moves the gain less. Range 0 or 20 to 500, default 100.</summary>
    public double DetectorHighPassHz { get; init => field = value == 0 ? 0 : Require.InRange(value, 20, 500, nameof(DetectorHighPassHz)); } = 100;

    /// <summary>Whether the stage has nothing to do.</summary>
    public bool IsNeutral => (Ratio == 1 && MakeupDb == 0) || Mix == 0;
}
