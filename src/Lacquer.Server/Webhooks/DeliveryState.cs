namespace Lacquer.Server.Webhooks;

/// <summary>How far a message is.</summary>
internal enum DeliveryState
{
    /// <summary>It is tried, again if need be.</summary>
    Waiting,

    /// <summary>It was taken.</summary>
    Delivered,

    /// <summary>It was given up; it can be sent again by hand.</summary>
    Failed,
}
