namespace Lacquer.Audio;

/// <summary>What a file says and proves about itself once it has been opened.</summary>
public sealed record AudioFormat
{
    /// <summary>Frames per second.</summary>
    public required int SampleRateHz { get; init; }

    /// <summary>1 or 2.</summary>
    public required int Channels { get; init; }

    /// <summary>Short name of the coding: <c>pcm_s24le</c>, <c>flac</c>, <c>mp3</c>; ffmpeg's names.</summary>
    public required string Codec { get; init; }

    /// <summary>Bits per sample of a lossless coding; null for a lossy one.</summary>
    public int? BitsPerSample { get; init; }

    /// <summary>Whether the coding throws information away (MP3, Vorbis, Opus, AAC).</summary>
    public bool IsLossy { get; init; }
}
