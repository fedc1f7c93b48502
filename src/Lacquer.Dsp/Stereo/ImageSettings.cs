namespace Lacquer.Dsp.Stereo;

/// <summary>How wide the stereo image is: static gains on side, (L−R)/2. Nothing happens to a mono track.</summary>
public sealed record ImageSettings
{
    /// <summary>Largest widening or narrowing of a range, in dB.</summary>
    public const double RangeDb = 6;

    /// <summary>Gain on side from 120 to 600 Hz, in dB. Range −6 to 6, default 0; fades to nothing at 120 Hz.</summary>
    public double LowMidWidthDb { get; init => field = Require.InRange(value, -RangeDb, RangeDb, nameof(LowMidWidthDb)); }

    /// <summary>Gain on side from 600 Hz to 4 kHz, in dB. Range −6 to 6, default 0.</summary>
    public double MidWidthDb { get; init => field = Require.InRange(value, -RangeDb, RangeDb, nameof(MidWidthDb)); }

    /// <summary>Gain on side above 4 kHz, in dB. Range −6 to 6, default 0.</summary>
    public double HighWidthDb { get; init => field = Require.InRange(value, -RangeDb, RangeDb, nameof(HighWidthDb)); }

    /// <summary>Side is removed below this frequency, in Hz. Range 0 (off) to 300, default 0.</summary>
    public double MonoBelowHz { get; init => field = Require.InRange(value, 0, 300, nameof(MonoBelowHz)); }

    /// <summary>Whether nothing is changed at all.</summary>
    public bool IsNeutral => LowMidWidthDb == 0 && MidWidthDb == 0 && HighWidthDb == 0 && MonoBelowHz == 0;
}
