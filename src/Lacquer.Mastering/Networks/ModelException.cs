namespace Lacquer.Mastering.Networks;

/// <summary>The learned model cannot be used. The message ends with what can be done instead.</summary>
public sealed class ModelException(string message, Exception? cause = null)
    : Exception(message + " Use --decision statistical, or restore the model that came with this version.", cause);
