using Lacquer.Audio;
using Lacquer.Audio.Tags;
using Lacquer.Dsp;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis;

/// <summary>Long mono at 8 kHz: half a minute of noise, half a minute of a quarter of it, and so on.</summary>
internal sealed class LoopSource : IAudioSource
{
    /// <summary>The level changes at every multiple of this time.</summary>
    public const int ChangeSeconds = 30;

    private const int LoopRateHz = 8_000;
    private readonly float[] _loop = ShapedNoise.Pink(0.1, LoopRateHz, 2 * ChangeSeconds, channels: 1).Channel(0).ToArray();

    public LoopSource(int seconds)
    {
        Frames = (long)seconds * LoopRateHz;
        foreach (ref float x in _loop.AsSpan(_loop.Length / 2))
        {
            x *= 0.25f;
        }
    }

    public AudioFormat Format { get; } = new() { SampleRateHz = LoopRateHz, Channels = 1, Codec = "pcm_f32le" };

    public long Frames { get; }

    public long MissingFrames => 0;

    public AudioTags Tags => AudioTags.None;

    public IAudioReader OpenReader() => new Reader(this);

    public void Dispose()
    {
    }

    private sealed class Reader(LoopSource source) : IAudioReader
    {
        private long _position;

        public int Read(AudioBlock destination)
        {
            Span<float> samples = destination.Channel(0);
            int frames = (int)Math.Min(samples.Length, source.Frames - _position);
            for (int n = 0; n < frames; n++)
            {
                samples[n] = source._loop[(_position + n) % source._loop.Length];
            }

            _position += frames;
            return frames;
        }

        public void Dispose()
        {
        }
    }
}
