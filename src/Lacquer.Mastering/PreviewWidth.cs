using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Rendering;
using Lacquer.Mastering.Verification;

namespace Lacquer.Mastering;

/// <summary>The width that a whole master gets, found without writing it: <see cref="MonoFold"/> takes some away where dynamics turn down the middle.</summary>
internal static class PreviewWidth
{
    private const int BlockFrames = 1 << 17; // 3 s
    private const int Every = 6;             // blocks that are heard for the guess
    private const double GuessErrorDb = 0.35; // by how much the limiter, and what was not heard, may make the loss greater than the guess

    /// <summary>The plan with less width, its gain to be found again; null when the master keeps its promise to mono listeners.</summary>
    /// <param name="plan">What the master would be written with, its gain included.</param>
    /// <param name="prepared">Its first pass.</param>
    /// <param name="before">The mix.</param>
    /// <param name="cancel">Stops.</param>
    public static MasteringPlan? Narrower(MasteringPlan plan, PreparedMix prepared, StereoSummary before, CancellationToken cancel)
    {
        if (prepared.Audio.Channels != 2 || MonoFold.Narrower(plan, before.MonoLossDb, Guess(prepared.Audio, cancel) + GuessErrorDb) is null)
        {
            return null;
        }

        using var heard = new MonoLossWriter(prepared.Audio.SampleRateHz);
        MasterRenderer.Write(prepared, plan, heard, progress: null, cancel);
        heard.Complete();
        return MonoFold.Narrower(plan, before.MonoLossDb, heard.MonoLossDb);
    }

    /// <summary>The loss of the first pass, from a part of it: most masters are far from the limit, and need no more.</summary>
    private static double Guess(ScratchAudio audio, CancellationToken cancel)
    {
        using var heard = new MonoLossWriter(audio.SampleRateHz);
        var block = new AudioBuffer(2, BlockFrames);
        for (long first = 0; first < audio.Frames; first += (long)Every * BlockFrames)
        {
            cancel.ThrowIfCancellationRequested();
            using IAudioReader reader = audio.OpenReader(first, Math.Min(audio.Frames, first + BlockFrames));
            heard.Write(block.AsBlock(0, reader.Read(block.AsBlock())));
        }

        heard.Complete();
        return heard.MonoLossDb;
    }
}
