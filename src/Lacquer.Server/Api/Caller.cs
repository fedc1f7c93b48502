using Lacquer.Server.Storage;

namespace Lacquer.Server.Api;

/// <summary>Who asks. Without accounts everybody on this machine is the same one.</summary>
internal static class Caller
{
    public static string AccountId(HttpContext http) => http.Items.TryGetValue(typeof(Caller), out object? id) ? (string)id! : Account.LocalId;
}
