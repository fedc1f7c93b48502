using System.Net;

namespace Lacquer.Server.Accounts;

/// <summary>What whoever answers for the service must be able to look up. Ids and addresses of machines; no mail addresses, names or titles.</summary>
internal sealed partial class Audit(ILoggerFactory loggers)
{
    /// <summary>Category of these entries; on at every level of the rest.</summary>
    public const string Category = "Lacquer.Audit";

    private readonly ILogger _log = loggers.CreateLogger(Category);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {AccountId} created from {Remote}")]
    public partial void SignedUp(string accountId, IPAddress? remote);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {AccountId} logged in from {Remote}")]
    public partial void LoggedIn(string accountId, IPAddress? remote);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Login to {AccountId} failed ({Reason}) from {Remote}")]
    public partial void LoginFailed(string? accountId, string reason, IPAddress? remote);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {AccountId} changed its password from {Remote}")]
    public partial void PasswordChanged(string accountId, IPAddress? remote);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {AccountId} got a new password on the machine")]
    public partial void PasswordSet(string accountId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {AccountId} made API key {KeyId} ({Scopes}) from {Remote}")]
    public partial void KeyMade(string accountId, string keyId, string scopes, IPAddress? remote);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {AccountId} revoked API key {KeyId} from {Remote}")]
    public partial void KeyRevoked(string accountId, string keyId, IPAddress? remote);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {AccountId} made a link to {JobId} until {Until} from {Remote}")]
    public partial void LinkMade(string accountId, string jobId, DateTimeOffset until, IPAddress? remote);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {AccountId} shared {MasterId} as {ShareId} until {Until} from {Remote}")]
    public partial void Shared(string accountId, string masterId, string shareId, DateTimeOffset until, IPAddress? remote);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {AccountId} revoked {ShareId} from {Remote}")]
    public partial void ShareRevoked(string accountId, string shareId, IPAddress? remote);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {AccountId} erased from {Remote}")]
    public partial void Erased(string accountId, IPAddress? remote);
}
