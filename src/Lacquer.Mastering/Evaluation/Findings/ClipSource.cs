using Lacquer.Audio;
using Lacquer.Audio.Tags;
using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Evaluation.Findings;

/// <summary>Sound in memory, as if it were a lossless file.</summary>
internal sealed class ClipSource(AudioBuffer sound, int rateHz) : IAudioSource
{
    public AudioFormat Format { get; } = new() { SampleRateHz = rateHz, Channels = sound.Channels, Codec = "pcm_f32le", BitsPerSample = null };

    public long Frames => sound.Frames;

    public long MissingFrames => 0;

    public AudioTags Tags => AudioTags.None;

    /// <summary>What the analysis says of it.</summary>
    public static TrackAnalysis Analyse(AudioBuffer sound, int rateHz, CancellationToken cancel)
    {
        using var source = new ClipSource(sound, rateHz);
        return new TrackAnalyser().Analyse(source, progress: null, cancel);
    }

    public IAudioReader OpenReader() => new Reader(sound);

    public void Dispose()
    {
        // Memory needs no closing.
    }

    private sealed class Reader(AudioBuffer sound) : IAudioReader
    {
        private int _position;

        public int Read(AudioBlock destination)
        {
            int frames = Math.Min(destination.Frames, sound.Frames - _position);
            sound.AsBlock(_position, frames).CopyTo(destination);
            _position += frames;
            return frames;
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
