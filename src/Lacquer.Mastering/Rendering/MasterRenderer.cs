using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Dsp.Dynamics;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Rendering;

/// <summary>The second pass: gain, limiter and writing, on two threads. It is short, so that trimming costs little.</summary>
public static class MasterRenderer
{
    private const int BlockFrames = 16_384;
    private const double PreRollSeconds = 8; // many times the limiter's slow release, which remembers a loud passage for seconds

    private const double PostRollSeconds = 0.5; // so does what it looks ahead to

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
        using IAudioReader reader = mix.Audio.OpenReader();
        return Write(reader, preRoll: 0, mix.Audio.Frames, mix.Audio, plan, writer, progress, cancel);
    }

    /// <summary>Writes a stretch of the master: what comes before it is heard by the limiter and left out.</summary>
    /// <param name="mix">What the first pass left.</param>
    /// <param name="plan">The plan, its loudness gain included.</param>
    /// <param name="fromSeconds">Where the stretch begins in the track.</param>
    /// <param name="toSeconds">Where it ends; what lies beyond the track's end is left out.</param>
    /// <param name="writer">Takes every frame of the stretch; the caller completes it.</param>
    /// <param name="cancel">Stops.</param>
    public static void WriteStretch(PreparedMix mix, MasteringPlan plan, double fromSeconds, double toSeconds, IAudioWriter writer, CancellationToken cancel)
    {
        ScratchAudio audio = mix.Audio;
        long from = Math.Clamp((long)Math.Round(fromSeconds * audio.SampleRateHz), 0, audio.Frames);
        long end = Math.Clamp((long)Math.Ceiling(toSeconds * audio.SampleRateHz), from, audio.Frames);
        long first = Math.Max(0, from - (long)(PreRollSeconds * audio.SampleRateHz));
        using IAudioReader reader = audio.OpenReader(first, Math.Min(audio.Frames, end + (long)(PostRollSeconds * audio.SampleRateHz)));
        MasteringPlan shifted = From(plan, (double)first / audio.SampleRateHz);
        Write(reader, (int)(from - first), end - from, audio, shifted, writer, progress: null, cancel);
    }

    /// <summary>The plan for a sound that begins later in the track.</summary>
    internal static MasteringPlan From(MasteringPlan plan, double seconds) => plan with
    {
        Overrides =
        [
            .. plan.Overrides.Where(stretch => stretch.ToSeconds > seconds)
                .Select(stretch => stretch with { FromSeconds = Math.Max(0, stretch.FromSeconds - seconds), ToSeconds = stretch.ToSeconds - seconds }),
        ],
    };

    private static LimiterOutcome Write(
        IAudioReader reader, int preRoll, long frames, ScratchAudio audio, MasteringPlan plan, IAudioWriter writer, IProgress<double>? progress, CancellationToken cancel)
    {
        var factory = new ChainFactory(plan);
        ProcessorChain loudness = factory.Loudness();
        loudness.Prepare(new StreamFormat { SampleRateHz = audio.SampleRateHz, Channels = audio.Channels, MaxFrames = BlockFrames });
        var feed = new DelayedFeed(reader, loudness.LatencyFrames);
        int skip = loudness.LatencyFrames + preRoll;
        long done = 0;
        BlockPipe.Run(
            audio.Channels,
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
                int kept = (int)Math.Min(block.Frames - drop, frames - done);
                if (kept > 0)
                {
                    writer.Write(block.Slice(drop, kept));
                    done += kept;
                }

                progress?.Report(Math.Min(1, (double)done / frames));
            },
            cancel);
        return new LimiterOutcome
        {
            Track = factory.GainReducers.TryGetValue(StageCatalogue.Loudness.Name, out IReportsGainReduction? reports) ? reports.GainReduction : null,
            Curves = factory.ReductionCurves((double)frames / audio.SampleRateHz),
        };
    }
}
