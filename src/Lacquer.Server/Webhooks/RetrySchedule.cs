using System.Security.Cryptography;

namespace Lacquer.Server.Webhooks;

/// <summary>When a message that did not arrive is tried again, and when it is given up.</summary>
internal static class RetrySchedule
{
    /// <summary>An address at which nothing arrived for so long is told nothing more.</summary>
    public static readonly TimeSpan LongFailure = TimeSpan.FromDays(3); // a weekend, and some

    private const double SpreadShare = 0.1; // so that what failed together does not come back together

    /// <summary>Pauses after each attempt: 28 hours together.</summary>
    /// <remarks>The schedule that Standard Webhooks 1.0.0 recommends under "Deliverability and reliability".</remarks>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(10),
    ];

    /// <summary>The pause after an attempt; null: it was the last one.</summary>
    /// <param name="attempt">1 for the first.</param>
    public static TimeSpan? After(int attempt) => attempt > Pauses.Length
        ? null
        : Pauses[attempt - 1] * (1 + (SpreadShare * RandomNumberGenerator.GetInt32(0, 1_001) / 1_000));
}
