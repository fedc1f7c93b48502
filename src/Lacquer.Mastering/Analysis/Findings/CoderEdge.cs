namespace Lacquer.Mastering.Analysis.Findings;

/// <summary>Tells the edge that a lossy coder leaves from that of a resampling filter.</summary>
/// <remarks>
/// Measured on white noise, three mixes and one synthetic mix through ffmpeg 5's LAME, AAC, Vorbis and Opus coders, and on the same
/// noise through swresample and soxr at several qualities. Where two causes leave the same edge nothing is said.
/// </remarks>
internal static class CoderEdge
{
    /// <summary>Up to here only coders cut: MP3 of 128 kbit/s at 16.8, of 192 and V2 at 18.9, AAC of 128 at 17.4, Vorbis q3 at 18.2 kHz.</summary>
    private const double LowestHz = 14_000;

    private const double PlainHz = 19_200;

    /// <summary>Between <see cref="PlainHz"/> and here MP3 of 256 (19.6 kHz) and 320 kbit/s (20.3) cut, and so do short resampling filters.</summary>
    private const double SteepHz = 20_450;

    /// <summary>
    /// The short filters drop by 28 to 48 dB within 700 Hz here, MP3 by 56 to 87 where the music reaches up to its edge.
    /// </summary>
    private const double SteepDropDb = 50;

    /// <summary>Opus stops at 20 kHz (RFC 6716, section 2) in a stream of 48 kHz, where resampling filters cut from 21 kHz on.</summary>
    private const double OpusLowHz = 19_900;

    private const double OpusHighHz = 20_600;
    private const double OpusLeastHalfRateHz = 24_000;

    /// <summary>Opus drops by 37 to 44 dB within 700 Hz.</summary>
    private const double OpusDropDb = 34;

    /// <summary>Whether a coder left it.</summary>
    /// <param name="edge">The edge of a track's spectrum.</param>
    /// <param name="sampleRateHz">The track's rate.</param>
    public static bool Is(SpectrumEdge edge, int sampleRateHz) =>
        edge.SteepestHz is >= LowestHz and <= PlainHz
        || (edge.SteepestHz is > PlainHz and <= SteepHz && edge.DropDb >= SteepDropDb)
        || (edge.SteepestHz is >= OpusLowHz and <= OpusHighHz && edge.DropDb >= OpusDropDb && 0.5 * sampleRateHz >= OpusLeastHalfRateHz);
}
