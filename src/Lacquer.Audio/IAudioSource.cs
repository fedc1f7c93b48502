using Lacquer.Audio.Tags;

namespace Lacquer.Audio;

/// <summary>A sound file that can be read from the start as often as needed; nothing holds it whole in memory.</summary>
public interface IAudioSource : IDisposable
{
    /// <summary>Rate, channels and coding.</summary>
    AudioFormat Format { get; }

    /// <summary>Frames that are really there, checked against the file's size or by decoding it.</summary>
    long Frames { get; }

    /// <summary>
    /// Frames that the header announced and the file does not hold; 0 for a whole file. Where a format proves that its end is missing
    /// without saying how much (Ogg, MP3 without a length), the least that is missing.
    /// </summary>
    long MissingFrames { get; }

    /// <summary>What the decoder complained about in the middle of the file, in one line; null when nothing is damaged.</summary>
    string? Damage => null;

    /// <summary>Text tags and raw metadata that are carried over to the master.</summary>
    AudioTags Tags { get; }

    /// <summary>Starts reading at the first frame. Several readers may be open at once.</summary>
    IAudioReader OpenReader();
}
