using Lacquer.Dsp;

namespace Lacquer.Mastering.Rendering;

/// <summary>
/// Lets a stage have other settings for stretches of time: every variant runs all the time, with its own memory, and a cross-fade at
/// each border picks the one that is heard. Works for any processor and cannot click.
/// </summary>
internal sealed class SectionedProcessor(IReadOnlyList<IAudioProcessor> variants, SectionSchedule schedule) : IAudioProcessor
{
    private DelayLine[] _alignment = [];
    private AudioBuffer[] _buffers = [];
    private long[] _startFrames = [];
    private long[] _fadeFrames = [];
    private long _position;

    /// <inheritdoc/>
    public int LatencyFrames { get; private set; }

    /// <inheritdoc/>
    public void Prepare(StreamFormat format)
    {
        LatencyFrames = 0;
        foreach (IAudioProcessor variant in variants)
        {
            variant.Prepare(format);
            LatencyFrames = Math.Max(LatencyFrames, variant.LatencyFrames);
        }

        _alignment = new DelayLine[variants.Count];
        _buffers = new AudioBuffer[variants.Count];
        for (int v = 0; v < variants.Count; v++)
        {
            _alignment[v] = new DelayLine(LatencyFrames - variants[v].LatencyFrames);
            _alignment[v].Prepare(format);
            _buffers[v] = new AudioBuffer(format.Channels, format.MaxFrames);
        }

        _startFrames = Array.ConvertAll(schedule.StartSeconds, seconds => (long)Math.Round(seconds * format.SampleRateHz));
        _fadeFrames = new long[_startFrames.Length];
        for (int e = 1; e < _startFrames.Length; e++)
        {
            // Fades do not overlap: one that had to end early would be a step.
            long wanted = (long)(schedule.FadeSeconds[e] * format.SampleRateHz);
            long room = Math.Min(_startFrames[e] - _startFrames[e - 1], e + 1 < _startFrames.Length ? _startFrames[e + 1] - _startFrames[e] : wanted);
            _fadeFrames[e] = Math.Min(wanted, room);
        }

        _position = -LatencyFrames;
    }

    /// <inheritdoc/>
    public void Process(AudioBlock block)
    {
        for (int v = 0; v < variants.Count; v++)
        {
            AudioBlock copy = _buffers[v].AsBlock(0, block.Frames);
            block.CopyTo(copy);
            variants[v].Process(copy);
            _alignment[v].Process(copy);
        }

        int done = 0;
        while (done < block.Frames)
        {
            done += MixRun(block, done);
        }

        _position += block.Frames;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        for (int v = 0; v < variants.Count; v++)
        {
            variants[v].Reset();
            _alignment[v].Reset();
        }

        _position = -LatencyFrames;
    }

    /// <summary>Copies or cross-fades up to the next border of a fade; returns the frames done.</summary>
    private int MixRun(AudioBlock block, int start)
    {
        long now = _position + start;
        int entry = 0;
        while (entry + 1 < _startFrames.Length && now >= FadeStart(entry + 1))
        {
            entry++;
        }

        long fadeFrames = _fadeFrames[entry];
        long fadeEnd = entry == 0 ? long.MinValue : FadeStart(entry) + fadeFrames;
        long next = entry + 1 < _startFrames.Length ? FadeStart(entry + 1) : long.MaxValue;
        bool fading = now < fadeEnd;
        long end = fading ? Math.Min(fadeEnd, next) : next;
        int frames = (int)Math.Min(block.Frames - start, end - now);

        AudioBlock incoming = _buffers[schedule.Variant[entry]].AsBlock(start, frames);
        if (!fading)
        {
            incoming.CopyTo(block.Slice(start, frames));
            return frames;
        }

        AudioBlock outgoing = _buffers[schedule.Variant[entry - 1]].AsBlock(start, frames);
        for (int c = 0; c < block.Channels; c++)
        {
            Span<float> target = block.Channel(c).Slice(start, frames);
            Span<float> from = outgoing.Channel(c);
            Span<float> to = incoming.Channel(c);
            for (int n = 0; n < frames; n++)
            {
                float weight = (float)(fadeFrames - (fadeEnd - (now + n))) / fadeFrames;
                target[n] = from[n] + (weight * (to[n] - from[n]));
            }
        }

        return frames;
    }

    private long FadeStart(int entry) => _startFrames[entry] - (_fadeFrames[entry] / 2);
}
