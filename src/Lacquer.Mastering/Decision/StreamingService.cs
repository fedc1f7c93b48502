namespace Lacquer.Mastering.Decision;

/// <summary>How a streaming service treats the loudness of what it plays: dated data (DeliveryTargets.json), not constants.</summary>
public sealed record StreamingService
{
    /// <summary>Name as the public knows it.</summary>
    public required string Name { get; init; }

    /// <summary>Level that louder music is turned down to, in LUFS.</summary>
    public required double LoudnessLufs { get; init; }

    /// <summary>What happens to quieter music.</summary>
    public required QuietMusic Quiet { get; init; }

    /// <summary>True peak up to which quieter music is raised, in dBTP; 0 where nothing is raised.</summary>
    public double RaisedToDbtp { get; init; }

    /// <summary>What else is known, and what is not, in a sentence or two.</summary>
    public required string Note { get; init; }

    /// <summary>
    /// By how much it plays a master louder or softer, in dB; NaN when that is not known, or the master has no loudness.
    /// </summary>
    /// <param name="integratedLufs">Loudness of the master.</param>
    /// <param name="truePeakDbtp">True peak of the master.</param>
    public double GainDb(double integratedLufs, double truePeakDbtp)
    {
        double gainDb = LoudnessLufs - integratedLufs;
        return !double.IsFinite(gainDb) ? double.NaN
            : gainDb <= 0 ? gainDb
            : Quiet switch
            {
                QuietMusic.Left => 0,
                QuietMusic.Raised => Math.Clamp(RaisedToDbtp - truePeakDbtp, 0, gainDb),
                _ => double.NaN,
            };
    }
}
