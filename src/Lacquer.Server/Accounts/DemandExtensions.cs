namespace Lacquer.Server.Accounts;

/// <summary>Says at an endpoint what it asks of its caller.</summary>
internal static class DemandExtensions
{
    /// <summary>For everybody, with or without a login.</summary>
    public static TBuilder OpenToAll<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Demand());

    /// <summary>For logins and for keys with that scope.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Scope scope)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Demand { Scope = scope });

    /// <summary>For logins alone: what a key that got lost must not do.</summary>
    public static TBuilder NeedsLogin<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Demand { Scope = Scope.Account, SessionOnly = true });

    /// <summary>Called seldom, and few at a time.</summary>
    public static TBuilder CostsAHash<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(HashCost.Mark);

    /// <summary>Takes large bodies, few at a time.</summary>
    public static TBuilder TakesBytes<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(ByteFlow.Mark);
}
