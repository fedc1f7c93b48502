namespace Lacquer.Server;

/// <summary>A setting is unknown, missing or not possible; the message says which and what to do.</summary>
public sealed class ServiceConfigurationException : Exception
{
    /// <summary>Whether the same settings may work later: what they name cannot be reached now.</summary>
    public bool MayPass { get; init; }

    /// <summary>With a cause.</summary>
    public ServiceConfigurationException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
