namespace Lacquer.Server.Accounts;

/// <summary>Marks an endpoint that works hard for whoever asks: it hashes a password. Such are called seldom, and few at a time.</summary>
internal sealed class HashCost
{
    public static readonly HashCost Mark = new();
}
