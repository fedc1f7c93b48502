using Lacquer.Dsp.Units;

namespace Lacquer.Dsp.Dynamics;

/// <summary>How the loudness stage raises the level and holds the ceiling.</summary>
public sealed record LimiterSettings
{
    /// <summary>Gain before clip and limiter, in dB. Range −60 to +60, default 0.</summary>
    public double GainDb { get; init => field = Require.InRange(value, -60, 60, nameof(GainDb)); }

    /// <summary>
    /// Most that a soft clip shaves off a peak before the limiter takes the rest, in dB; 0 turns it off. The curve starts to bend the
    /// same distance (in amplitude) below the ceiling. Range 0 to 6, default 0.
    /// </summary>
    public double SoftClipDb { get; init => field = Require.InRange(value, 0, 6, nameof(SoftClipDb)); }

    /// <summary>Highest true peak let through, in dBTP. Range −24 to 0, default −1.</summary>
    public DbTp Ceiling { get; init => field = new(Require.InRange(value.Value, -24, 0, nameof(Ceiling))); } = new(-1);

    /// <summary>Look-ahead, in ms: how long the gain takes to come down before a peak. Range 0.1 to 20, default 5.</summary>
    public double LookaheadMs { get; init => field = Require.InRange(value, 0.1, 20, nameof(LookaheadMs)); } = 5;

    /// <summary>
    /// Time constant of the recovery after a single peak, in ms; a reduction that has lasted recovers fifteen times as slowly. Range 10
    /// to 1000, default 60.
    /// </summary>
    public double ReleaseMs { get; init => field = Require.InRange(value, 10, 1000, nameof(ReleaseMs)); } = 60;

    /// <summary>Whether clip and limiter work; without them the stage is gain alone (vinyl). Default true.</summary>
    public bool Enabled { get; init; } = true;
}
