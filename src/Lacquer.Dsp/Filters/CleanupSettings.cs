namespace Lacquer.Dsp.Filters;

/// <summary>What the clean-up stage takes away: a constant offset and what lies below hearing.</summary>
public sealed record CleanupSettings
{
    /// <summary>
    /// Offset of the left (or only) channel that is subtracted; full scale = 1. Default 0. Any number that a sample can be: floating
    /// point files need not stay within full scale.
    /// </summary>
    public double DcLeft { get; init => field = Require.InRange(value, -float.MaxValue, float.MaxValue, nameof(DcLeft)); }

    /// <summary>Offset of the right channel that is subtracted; as <see cref="DcLeft"/>.</summary>
    public double DcRight { get; init => field = Require.InRange(value, -float.MaxValue, float.MaxValue, nameof(DcRight)); }

    /// <summary>Butterworth high-pass, −3 dB at this frequency, in Hz. 0 (off, the default) or 10 to 60.</summary>
    public double HighPassHz { get; init => field = value == 0 ? 0 : Require.InRange(value, 10, 60, nameof(HighPassHz)); }

    /// <summary>Order of the high-pass: 2 or 4 (12 or 24 dB an octave). Default 2.</summary>
    public int HighPassOrder { get; init => field = value is 2 or 4 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "value must be 2 or 4."); } = 2;

    /// <summary>Whether the stage has nothing to do.</summary>
    public bool IsNeutral => DcLeft == 0 && DcRight == 0 && HighPassHz == 0;
}
