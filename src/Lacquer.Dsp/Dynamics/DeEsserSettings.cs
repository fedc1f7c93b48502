namespace Lacquer.Dsp.Dynamics;

/// <summary>How the de-esser holds sibilants down.</summary>
public sealed record DeEsserSettings
{
    /// <summary>Lower edge of the band that is watched and turned down, in Hz. Range 2000 to 12000, default 5000.</summary>
    public double LowHz { get; init => field = Require.InRange(value, 2_000, 12_000, nameof(LowHz)); } = 5_000;

    /// <summary>
    /// Level of the band against the whole of the last tenth of a second from which on it is turned down, in dB. Range −40 to 0,
    /// default −12: a voice's vowels lie 15 dB and more below it, its sibilants 0 to 10 dB above.
    /// </summary>
    public double ThresholdDb { get; init => field = Require.InRange(value, -40, 0, nameof(ThresholdDb)); } = -12;

    /// <summary>Most reduction of the band, in dB. Range 0 (off, the default) to 18.</summary>
    public double MaxReductionDb { get; init => field = Require.InRange(value, 0, 18, nameof(MaxReductionDb)); }

    /// <summary>Whether the stage has nothing to do.</summary>
    public bool IsNeutral => MaxReductionDb == 0;
}
