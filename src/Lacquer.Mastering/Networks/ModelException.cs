namespace Lacquer.Mastering.Networks;

/// <summary>The learned model cannot be used. The message ends with what can be done instead.</summary>
public sealed class ModelException(string problem, Exception? cause = null)
    : Exception(problem + " Use --decision statistical, or restore the model that came with this version.", cause)
{
    /// <summary>The sentence without the advice, for where another one fits.</summary>
    public string Problem { get; } = problem;
}
