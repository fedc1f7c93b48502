namespace Lacquer.Server.Accounts;

/// <summary>What an endpoint asks of its caller. One without a word asks for <c>read</c> or, where it changes something, <c>master</c>.</summary>
internal sealed record Demand
{
    /// <summary>Null: nothing, it is for everybody.</summary>
    public Scope? Scope { get; init; }

    /// <summary>Whether a login is needed and no key will do.</summary>
    public bool SessionOnly { get; init; }

    /// <summary>What an endpoint asks.</summary>
    public static Demand Of(HttpContext http, Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<Demand>() ?? Usual(http.Request.Method);

    /// <summary>What an endpoint asks that says nothing about it.</summary>
    public static Demand Usual(string method) => new() { Scope = ChangesNothing(method) ? Accounts.Scope.Read : Accounts.Scope.Master };

    public static bool ChangesNothing(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
