using Lacquer.Server.Storage;

namespace Lacquer.Server.Accounts;

/// <summary>What came of a login.</summary>
internal sealed record LoginAnswer
{
    /// <summary>Whose it is; null: nobody is let in.</summary>
    public Account? Account { get; init; }

    /// <summary>Whose address it was; null: nobody's. For the records only.</summary>
    public string? AccountId { get; init; }

    /// <summary>Why nobody is let in. For the records only.</summary>
    public string Reason { get; init; } = "";
}
