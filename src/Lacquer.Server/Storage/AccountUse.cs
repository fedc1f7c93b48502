namespace Lacquer.Server.Storage;

/// <summary>What an account has used in a month. Counted apart from the masters: erasing one gives no new one.</summary>
internal sealed class AccountUse
{
    public required string AccountId { get; init; }

    /// <summary>As in 2026-11, UTC.</summary>
    public required string Month { get; init; }

    public required int Masters { get; set; }
}
