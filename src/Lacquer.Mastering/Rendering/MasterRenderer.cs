using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Dsp.Dynamics;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Rendering;

/// <summary>The second pass: gain, limiter and writing, on two threads. It is short, so that trimming costs little.</summary>
public static class MasterRenderer
{
    private const int BlockFrames = 16_384;

    /// <summary>Writes the master.</summary>
    /// <param name="mix">What the first pass left.</param>
    /// <param name="plan">The plan, its loudness gain included.</param>
    /// <param name="writer">Takes every frame; the caller completes it.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>How much the limiter turned down over time.</returns>
    public static LimiterOutcome Write(
        PreparedMix mix, MasteringPlan plan, IAudioWriter writer, IProgress<double>? progress, CancellationToken cancel)
    {
        var factory = new ChainFactory(plan);
        ProcessorChain loudness = factory.Loudness();
        loudness.Prepare(new StreamFormat { SampleRateHz = mix.Audio.SampleRateHz, Channels = mix.Audio.Channels, MaxFrames = BlockFrames });
        using IAudioReader reader = mix.Audio.OpenReader();
        var feed = new DelayedFeed(reader, loudness.LatencyFrames);
        int skip = loudness.LatencyFrames;
        long done = 0;
        BlockPipe.Run(
            mix.Audio.Channels,
            BlockFrames,
            block =>
            {
                int frames = feed.Read(block);
                if (frames > 0)
                {
                    loudness.Process(block.Slice(0, frames));
                }

                return frames;
            },
            block =>
            {
                int drop = Math.Min(skip, block.Frames);
                skip -= drop;
                if (drop < block.Frames)
                {
                    writer.Write(block.Slice(drop, block.Frames - drop));
                }

                done += block.Frames;
                progress?.Report(Math.Min(1, (double)done / mix.Audio.Frames));
            },
            cancel);
        return new LimiterOutcome
        {
            Track = factory.GainReducers.TryGetValue(StageCatalogue.Loudness.Name, out IReportsGainReduction? reports) ? reports.GainReduction : null,
            Curves = factory.ReductionCurves((double)mix.Audio.Frames / mix.Audio.SampleRateHz),
        };
    }
}
