using Lacquer.Dsp;

namespace Lacquer.TestKit;

/// <summary>Runs a processor over a whole buffer.</summary>
public static class Chain
{
    /// <summary>Prepares the processor, runs it and takes its delay away: output and input line up and have the same length.</summary>
    public static AudioBuffer Apply(IAudioProcessor processor, AudioBuffer input, int sampleRateHz, int blockFrames = 4_096)
    {
        processor.Prepare(new StreamFormat { SampleRateHz = sampleRateHz, Channels = input.Channels, MaxFrames = Math.Max(8_193, blockFrames) });
        AudioBuffer whole = Run(processor, input, blockFrames, processor.LatencyFrames);
        var output = new AudioBuffer(input.Channels, input.Frames);
        whole.AsBlock(processor.LatencyFrames, input.Frames).CopyTo(output.AsBlock());
        return output;
    }

    /// <summary>Runs a prepared processor over the input and as many frames of silence after it; the delay stays.</summary>
    public static AudioBuffer Run(IAudioProcessor processor, AudioBuffer input, int blockFrames, int tailFrames = 0)
    {
        var output = new AudioBuffer(input.Channels, input.Frames + tailFrames);
        input.AsBlock().CopyTo(output.AsBlock());
        Cuts.Each(output, blockFrames, processor.Process);
        return output;
    }

    /// <summary>A copy with every sample multiplied.</summary>
    public static AudioBuffer Scaled(AudioBuffer input, double gainLinear)
    {
        var output = new AudioBuffer(input.Channels, input.Frames);
        for (int c = 0; c < input.Channels; c++)
        {
            for (int n = 0; n < input.Frames; n++)
            {
                output.Channel(c)[n] = (float)(input.Channel(c)[n] * gainLinear);
            }
        }

        return output;
    }
}
