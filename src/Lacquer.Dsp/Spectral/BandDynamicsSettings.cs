namespace Lacquer.Dsp.Spectral;

/// <summary>Slow compression in four bands, and a leveler that turns loud passages down as a whole.</summary>
public sealed record BandDynamicsSettings
{
    /// <summary>Most that a band is turned down, in dB; the leveler likewise.</summary>
    public const double MaxReductionDb = 6;

    /// <summary>Width of the soft bend around each threshold, in dB.</summary>
    public const double KneeDb = 6;

    /// <summary>Time constant with which the leveler turns down, in ms.</summary>
    public const double LevelerAttackMs = 1_000;

    /// <summary>Time constant with which the leveler comes back, in ms.</summary>
    public const double LevelerReleaseMs = 3_000;

    /// <summary>Below 120 Hz.</summary>
    public DynamicsBandSettings Low { get; init; } = new();

    /// <summary>120 to 600 Hz.</summary>
    public DynamicsBandSettings LowMid { get; init; } = new();

    /// <summary>600 Hz to 4 kHz.</summary>
    public DynamicsBandSettings HighMid { get; init; } = new();

    /// <summary>Above 4 kHz.</summary>
    public DynamicsBandSettings High { get; init; } = new();

    /// <summary>Time constant (to 63 %) with which bands are turned down, in ms. Range 10 to 2 000, default 150.</summary>
    public double AttackMs { get; init => field = Require.InRange(value, 10, 2_000, nameof(AttackMs)); } = 150;

    /// <summary>Time constant with which bands come back, in ms. Range 10 to 5 000, default 600.</summary>
    public double ReleaseMs { get; init => field = Require.InRange(value, 10, 5_000, nameof(ReleaseMs)); } = 600;

    /// <summary>
    /// Level of all bands together above which the whole is turned down slowly, in dBFS as
    /// <see cref="BandLevels.BroadbandDbfs"/> reads it. Range −80 to 0, default −20.
    /// </summary>
    public double LevelerThresholdDbfs { get; init => field = Require.InRange(value, -80, 0, nameof(LevelerThresholdDbfs)); } = -20;

    /// <summary>dB at the input per dB at the output above the leveler's threshold. Range 1 (nothing) to 4, default 1.</summary>
    public double LevelerRatio { get; init => field = Require.InRange(value, 1, 4, nameof(LevelerRatio)); } = 1;

    /// <summary>Whether nothing is ever turned down.</summary>
    public bool IsNeutral => Low.Ratio == 1 && LowMid.Ratio == 1 && HighMid.Ratio == 1 && High.Ratio == 1 && LevelerRatio == 1;

    /// <summary>The four bands, low to high.</summary>
    internal DynamicsBandSettings Band(int index) => index switch
    {
        0 => Low,
        1 => LowMid,
        2 => HighMid,
        _ => High,
    };
}
