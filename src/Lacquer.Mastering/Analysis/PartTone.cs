namespace Lacquer.Mastering.Analysis;

/// <summary>Spectrum of the loud or of the quiet parts of a track, middle and side apart.</summary>
public sealed record PartTone
{
    /// <summary>Power of mid, (L+R)/2, in the 31 third octaves, relative to mid and side of all bands together, in dB; −∞ for an empty band.</summary>
    public required double[] MidDb { get; init; }

    /// <summary>The same for side, (L−R)/2, relative to the same whole; all −∞ for mono.</summary>
    public required double[] SideDb { get; init; }

    /// <summary>Power of all bands together, in dBFS (a full-scale sine has 0); −∞ where nothing sounds.</summary>
    public required double WholeDbfs { get; init; }

    /// <summary>Loudness of these parts without a gate, in LUFS; −∞ where nothing sounds.</summary>
    public required double LoudnessLufs { get; init; }
}
