using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Dsp.Dynamics;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Rendering;
using Lacquer.Mastering.Verification;

namespace Lacquer.Mastering;

/// <summary>
/// A stretch of a master without the first pass of the whole track: only the stretch is rendered. Its gain is that of the last whole first pass, less what the
/// stretch became louder by since.
/// </summary>
internal static class PreviewSketch
{
    private const double PreRollSeconds = 8;   // the slow dynamics have settled
    private const double PostRollSeconds = 1;  // what limiter and filters look ahead to
    private const double UnlimitedDb = -40;    // no limiter works there
    private const int BlockFrames = 16_384;

    /// <summary>Writes the stretch.</summary>
    /// <param name="source">The mix.</param>
    /// <param name="plan">What to do, all but the gain.</param>
    /// <param name="last">The first pass of another plan of the same mix.</param>
    /// <param name="fromSeconds">Where the stretch begins.</param>
    /// <param name="toSeconds">Where it ends.</param>
    /// <param name="writer">Takes every frame of it.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The plan with the gain as it is thought to be.</returns>
    public static MasteringPlan Write(IAudioSource source, MasteringPlan plan, PreparedMix last, double fromSeconds, double toSeconds, IAudioWriter writer, CancellationToken cancel)
    {
        int rateHz = source.Format.SampleRateHz;
        double beginSeconds = Math.Floor(Math.Max(0, fromSeconds - PreRollSeconds)); // whole seconds lie on the grid of any rate
        long end = Math.Min(source.Frames, (long)Math.Ceiling((toSeconds + PostRollSeconds) * rateHz));
        using var stretch = new StretchSource(source, (long)beginSeconds * rateHz, end);
        MasteringPlan shifted = MasterRenderer.From(plan, beginSeconds);
        using PreparedMix prepared = MixRenderer.Render(stretch, shifted, last.Audio.SampleRateHz, progress: null, cancel);
        GainChoice choice = GainFinder.Find(last, plan);
        if (!plan.Stage(StageCatalogue.Loudness.Name).Parameters.ContainsKey(StageCatalogue.GainParameter))
        {
            long first = Math.Min((long)beginSeconds * last.Audio.SampleRateHz, last.Audio.Frames);
            double rise = LoudnessLufs(prepared.Audio, 0, prepared.Audio.Frames, plan) - LoudnessLufs(last.Audio, first, Math.Min(first + prepared.Audio.Frames, last.Audio.Frames), plan);
            choice = double.IsFinite(rise) ? choice with { GainDb = choice.GainDb - rise } : choice;
        }

        MasterRenderer.WriteStretch(prepared, Trim.With(shifted, choice), fromSeconds - beginSeconds, toSeconds - beginSeconds, writer, cancel);
        return Trim.With(plan, choice);
    }

    private static double LoudnessLufs(ScratchAudio audio, long first, long end, MasteringPlan plan)
    {
        var forecast = new LimiterForecast(new StreamFormat { SampleRateHz = audio.SampleRateHz, Channels = audio.Channels });
        using IAudioReader reader = audio.OpenReader(first, end);
        var block = new AudioBuffer(audio.Channels, BlockFrames);
        while (reader.Read(block.AsBlock()) is > 0 and int frames)
        {
            forecast.Add(block.AsBlock(0, frames));
        }

        return forecast.Predict(new ChainFactory(plan).BaseLoudness with { GainDb = UnlimitedDb }).Integrated.Value;
    }
}
