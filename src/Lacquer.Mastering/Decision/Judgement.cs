using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Decision;

/// <summary>What a judge would change, before the user's controls. All zero for a track that needs nothing.</summary>
public sealed record Judgement
{
    /// <summary>Equaliser of the mid channel at its 20 knots, in dB.</summary>
    public required Proposed MidEqDb { get; init; }

    /// <summary>Extra equaliser of the side channel at its 6 knots, in dB.</summary>
    public required Proposed SideEqDb { get; init; }

    /// <summary>Width from 120 to 600 Hz, to 4 kHz, and above, in dB on the side.</summary>
    public required Proposed WidthDb { get; init; }

    /// <summary>Wanted mean gain reduction of the four slow bands, in dB.</summary>
    public required Proposed BandReductionDb { get; init; }

    /// <summary>Wanted mean gain reduction of the broadband compressor, in dB; one number.</summary>
    public required Proposed GlueReductionDb { get; init; }

    /// <summary>Saturation drive, in dB; one number.</summary>
    public required Proposed DriveDb { get; init; }

    /// <summary>Deepest cut of narrow resonances, in dB; one number.</summary>
    public required Proposed ResonanceCutDb { get; init; }

    /// <summary>Deepest cut of the harsh region from 2 to 6 kHz, in dB; one number.</summary>
    public required Proposed HarshnessCutDb { get; init; }

    /// <summary>Deepest cut of sibilants, in dB; one number.</summary>
    public required Proposed DeEssCutDb { get; init; }

    /// <summary>Corner of the subsonic high-pass, in Hz; 0 for none; one number.</summary>
    public required Proposed HighPassHz { get; init; }

    /// <summary>Below this the image is folded to mono, in Hz; 0 for none; one number.</summary>
    public required Proposed MonoBelowHz { get; init; }

    /// <summary>What of the equaliser comes from a reference; null without one.</summary>
    public ReferenceMoves? Reference { get; init; }

    /// <summary>Stretches that depart from the rest and keep their own balance, in order of time.</summary>
    public IReadOnlyList<Passage> Passages { get; init; } = [];
}
