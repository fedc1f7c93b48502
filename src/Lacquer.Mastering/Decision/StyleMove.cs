namespace Lacquer.Mastering.Decision;

/// <summary>A kind of move whose size the style of music changes.</summary>
internal enum StyleMove
{
    /// <summary>Broadband compression.</summary>
    Glue,

    /// <summary>Slow compression of the four bands.</summary>
    SlowBands,

    /// <summary>Cut of 2 to 6 kHz when it sticks out.</summary>
    Harshness,

    /// <summary>Cut of sibilants.</summary>
    DeEss,

    /// <summary>Equaliser cuts below 150 Hz.</summary>
    BassCut,

    /// <summary>Equaliser moves from 150 to 500 Hz.</summary>
    LowMid,

    /// <summary>Equaliser lifts above 8 kHz.</summary>
    Air,
}
