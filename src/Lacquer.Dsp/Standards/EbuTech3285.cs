namespace Lacquer.Dsp.Standards;

/// <summary>EBU Tech 3285 version 2 (2011), Broadcast Wave Format: layout of the <c>bext</c> chunk, offsets in bytes.</summary>
public static class EbuTech3285
{
    /// <summary>TimeReference: 64-bit count of frames since midnight. Section 2.3.</summary>
    public const int TimeReferenceOffset = 338;

    /// <summary>Version of the chunk, 16 bit.</summary>
    public const int VersionOffset = 346;

    /// <summary>UMID, unique to one piece of material.</summary>
    public const int UmidOffset = 348;

    /// <summary>Length of the UMID.</summary>
    public const int UmidBytes = 64;

    /// <summary>First of five 16-bit loudness values, present from version 2.</summary>
    public const int LoudnessOffset = 412;

    /// <summary>Number of loudness values.</summary>
    public const int LoudnessCount = 5;

    /// <summary>A loudness value that means "not measured". Section 2.4.</summary>
    public const short NotMeasured = 0x7FFF;
}
