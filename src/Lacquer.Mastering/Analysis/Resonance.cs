namespace Lacquer.Mastering.Analysis;

/// <summary>A narrow band that stands out of its surroundings for a good part of the track.</summary>
public sealed record Resonance
{
    /// <summary>Centre, in Hz.</summary>
    public required double FrequencyHz { get; init; }

    /// <summary>How far it stands above the smoothed spectrum around it when it sounds, in dB.</summary>
    public required double ExcessDb { get; init; }

    /// <summary>Share of the sounding frames in which it stands out by more than half of that, 0 to 1.</summary>
    public required double Presence { get; init; }

    /// <summary>Share of the band's power that its strongest line holds over the whole track, 0 to 1: near 1 for a held note.</summary>
    public double LineShare { get; init; }
}
