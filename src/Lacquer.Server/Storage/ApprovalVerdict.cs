namespace Lacquer.Server.Storage;

/// <summary>What a listener says to a revision.</summary>
internal enum ApprovalVerdict
{
    Approved,
    ChangesWanted,
}
