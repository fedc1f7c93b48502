using System.Runtime.ExceptionServices;

namespace Lacquer.Mastering.Evaluation;

/// <summary>Works on every core; what goes wrong comes out as it was thrown.</summary>
internal static class InParallel
{
    /// <summary>Calls the body with 0 to <paramref name="count"/> − 1, in any order.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was set.</exception>
    public static void For(int count, IProgress<double>? progress, Action<int> body, CancellationToken cancel)
    {
        int done = 0;
        try
        {
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            {
                body(i);
                progress?.Report(Interlocked.Increment(ref done) / (double)count);
            });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
    }
}
