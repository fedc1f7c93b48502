using Lacquer.Audio;
using Lacquer.Audio.Tags;
using Lacquer.Dsp;

namespace Lacquer.Mastering.Tests.Analysis;

/// <summary>Audio in memory as a source.</summary>
internal sealed class BufferSource : IAudioSource
{
    private readonly AudioBuffer _buffer;

    public BufferSource(AudioBuffer buffer, int sampleRateHz, int? bits = null, string codec = "pcm_f32le", bool lossy = false)
    {
        _buffer = buffer;
        Format = new AudioFormat { SampleRateHz = sampleRateHz, Channels = buffer.Channels, Codec = codec, BitsPerSample = bits, IsLossy = lossy };
    }

    public AudioFormat Format { get; }

    public long Frames => _buffer.Frames;

    public long MissingFrames => 0;

    public AudioTags Tags => AudioTags.None;

    public IAudioReader OpenReader() => new Reader(_buffer);

    public void Dispose()
    {
    }

    private sealed class Reader(AudioBuffer buffer) : IAudioReader
    {
        private int _position;

        public int Read(AudioBlock destination)
        {
            int frames = Math.Min(destination.Frames, buffer.Frames - _position);
            buffer.AsBlock(_position, frames).CopyTo(destination);
            _position += frames;
            return frames;
        }

        public void Dispose()
        {
        }
    }
}
