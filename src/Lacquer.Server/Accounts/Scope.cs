namespace Lacquer.Server.Accounts;

/// <summary>What a caller may do.</summary>
internal enum Scope
{
    /// <summary>See and download what is the account's.</summary>
    Read,

    /// <summary>Upload, master, erase.</summary>
    Master,

    /// <summary>Make, list and revoke API keys.</summary>
    Account,
}
