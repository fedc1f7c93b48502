using Lacquer.Dsp;

namespace Lacquer.Mastering.Rendering;

/// <summary>Delays by a fixed number of frames, so that parallel paths line up.</summary>
internal sealed class DelayLine(int delayFrames) : IAudioProcessor
{
    private float[][] _memory = [];
    private int _position;

    /// <inheritdoc/>
    public int LatencyFrames => delayFrames;

    /// <inheritdoc/>
    public void Prepare(StreamFormat format)
    {
        _memory = new float[format.Channels][];
        for (int c = 0; c < format.Channels; c++)
        {
            _memory[c] = new float[delayFrames];
        }

        _position = 0;
    }

    /// <inheritdoc/>
    public void Process(AudioBlock block)
    {
        if (delayFrames == 0)
        {
            return;
        }

        int position = _position;
        for (int c = 0; c < block.Channels; c++)
        {
            float[] memory = _memory[c];
            position = _position;
            foreach (ref float sample in block.Channel(c))
            {
                (sample, memory[position]) = (memory[position], sample);
                position = position + 1 == delayFrames ? 0 : position + 1;
            }
        }

        _position = position;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        foreach (float[] memory in _memory)
        {
            Array.Clear(memory);
        }

        _position = 0;
    }
}
