using System.Collections.Concurrent;
using Lacquer.Dsp;

namespace Lacquer.Mastering.Rendering;

/// <summary>Runs the two halves of a pass on two threads, block by block and in order: the result does not depend on timing.</summary>
internal static class BlockPipe
{
    private const int Buffers = 4; // one being filled, one being emptied, and one spare for each

    /// <summary>Moves blocks from the producer to the consumer until the producer returns 0.</summary>
    /// <param name="channels">Channels of the blocks.</param>
    /// <param name="maxFrames">Largest block, in frames.</param>
    /// <param name="produce">Fills the block from its start on a thread of its own; returns the frames, 0 at the end.</param>
    /// <param name="consume">Takes each filled block on the caller's thread.</param>
    /// <param name="cancel">Ends both.</param>
    public static void Run(int channels, int maxFrames, Func<AudioBlock, int> produce, Action<AudioBlock> consume, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var free = new BlockingCollection<AudioBuffer>();
        using var filled = new BlockingCollection<(AudioBuffer Buffer, int Frames)>();
        for (int i = 0; i < Buffers; i++)
        {
            free.Add(new AudioBuffer(channels, maxFrames), cancel);
        }

        Task producer = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    while (true)
                    {
                        AudioBuffer buffer = free.Take(either.Token);
                        int frames = produce(buffer.AsBlock());
                        if (frames == 0)
                        {
                            return;
                        }

                        filled.Add((buffer, frames), either.Token);
                    }
                }
                finally
                {
                    filled.CompleteAdding();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        try
        {
            foreach ((AudioBuffer buffer, int frames) in filled.GetConsumingEnumerable(cancel))
            {
                consume(buffer.AsBlock(0, frames));
                free.Add(buffer, cancel);
            }
        }
        catch
        {
            either.Cancel();
            WaitQuietly(producer);
            throw;
        }

        producer.GetAwaiter().GetResult();
    }

    /// <summary>The consumer's failure is the one to report; the producer only has to have stopped.</summary>
    private static void WaitQuietly(Task producer)
    {
        try
        {
            producer.Wait(CancellationToken.None);
        }
        catch (AggregateException)
        {
            // It ended because it was asked to.
        }
    }
}
