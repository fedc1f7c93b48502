namespace Lacquer.Server.Api;

/// <summary>How to come in.</summary>
internal sealed record EntryView
{
    /// <summary>Whether a login is needed.</summary>
    public required bool Login { get; init; }

    /// <summary>Whether new accounts can be made by anybody.</summary>
    public required bool SignUp { get; init; }

    /// <summary>Fewest characters that a new password may have.</summary>
    public required int MinPasswordLength { get; init; }
}
