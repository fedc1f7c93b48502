using Lacquer.Dsp;

namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>Keeps the first and the last 50 ms of every channel.</summary>
internal sealed class EdgeMeter
{
    private const double Seconds = 0.05;

    private readonly float[][] _first;
    private readonly float[][] _last;
    private int _held;
    private long _frames;

    public EdgeMeter(int sampleRateHz, int channels)
    {
        int frames = (int)(Seconds * sampleRateHz);
        _first = new float[channels][];
        _last = new float[channels][];
        for (int c = 0; c < channels; c++)
        {
            _first[c] = new float[frames];
            _last[c] = new float[frames];
        }
    }

    /// <summary>The first samples of a channel.</summary>
    public ReadOnlySpan<float> First(int channel) => _first[channel].AsSpan(0, (int)Math.Min(_frames, _first[channel].Length));

    /// <summary>The last samples of a channel.</summary>
    public ReadOnlySpan<float> Last(int channel) => _last[channel].AsSpan(_last[channel].Length - _held);

    /// <summary>Mean square of the first samples of a channel.</summary>
    public double FirstPower(int channel) => Power(First(channel));

    /// <summary>Mean square of the last samples of a channel.</summary>
    public double LastPower(int channel) => Power(Last(channel));

    /// <summary>Listens to a block; the audio stays as it is.</summary>
    public void Process(AudioBlock block)
    {
        for (int c = 0; c < _first.Length; c++)
        {
            ReadOnlySpan<float> samples = block.Channel(c);
            float[] first = _first[c];
            if (_frames < first.Length)
            {
                int count = (int)Math.Min(samples.Length, first.Length - _frames);
                samples[..count].CopyTo(first.AsSpan((int)_frames));
            }

            float[] last = _last[c];
            int taken = Math.Min(samples.Length, last.Length);
            last.AsSpan(taken).CopyTo(last);
            samples[^taken..].CopyTo(last.AsSpan(last.Length - taken));
        }

        _frames += block.Frames;
        _held = (int)Math.Min(_frames, _last[0].Length);
    }

    private static double Power(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float x in samples)
        {
            sum += (double)x * x;
        }

        return samples.IsEmpty ? 0 : sum / samples.Length;
    }
}
