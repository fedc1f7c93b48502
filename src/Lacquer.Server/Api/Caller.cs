using Lacquer.Server.Accounts;

namespace Lacquer.Server.Api;

/// <summary>Who asks. Without accounts everybody on this machine is the same one.</summary>
internal sealed record Caller
{
    public static readonly Caller Local = new() { Account = Storage.Account.LocalId, Scopes = Enum.GetValues<Scope>() };

    /// <summary>Id of the account.</summary>
    public required string Account { get; init; }

    public required IReadOnlyCollection<Scope> Scopes { get; init; }

    /// <summary>Token of the login; null for a key.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The one place that says whose objects a request may touch.</summary>
    /// <exception cref="ApiException">Nobody was let in.</exception>
    public static string AccountId(HttpContext http) => Of(http).Account;

    /// <exception cref="ApiException">Nobody was let in.</exception>
    public static Caller Of(HttpContext http) => http.Items[typeof(Caller)] as Caller ?? throw ApiException.LoginNeeded();

    /// <summary>Lets somebody in.</summary>
    public static void Enter(HttpContext http, Caller caller) => http.Items[typeof(Caller)] = caller;
}
