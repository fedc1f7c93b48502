using Lacquer.Dsp;

namespace Lacquer.Mastering.Rendering;

/// <summary>Processors one after another; the latencies add up.</summary>
internal sealed class ProcessorChain(IReadOnlyList<IAudioProcessor> processors) : IAudioProcessor
{
    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => processors.Count == 0;

    /// <inheritdoc/>
    public int LatencyFrames { get; private set; }

    /// <inheritdoc/>
    public void Prepare(StreamFormat format)
    {
        LatencyFrames = 0;
        foreach (IAudioProcessor processor in processors)
        {
            processor.Prepare(format);
            LatencyFrames += processor.LatencyFrames;
        }
    }

    /// <inheritdoc/>
    public void Process(AudioBlock block)
    {
        for (int i = 0; i < processors.Count; i++)
        {
            processors[i].Process(block);
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        foreach (IAudioProcessor processor in processors)
        {
            processor.Reset();
        }
    }
}
