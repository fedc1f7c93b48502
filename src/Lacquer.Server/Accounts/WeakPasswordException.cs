namespace Lacquer.Server.Accounts;

/// <summary>A password that others would guess, or that cannot be one.</summary>
internal sealed class WeakPasswordException(string message) : Exception(message);
