using Lacquer.Server.Accounts;

namespace Lacquer.Server.Tests.Accounts;

/// <summary>A running service that asks for a login.</summary>
public sealed class AccountStudio : IAsyncLifetime
{
    public AccountStudio() => Studio = new Studio { With = On };

    public Studio Studio { get; }

    /// <summary>Accounts, and no limits that tests which are about something else would meet.</summary>
    internal static ServiceSettings On(ServiceSettings settings) => settings with
    {
        Accounts = true,
        LoginsPerMinute = 10_000,
        RequestsPerMinute = 1_000_000,
        SignUpPlan = "open",
        Plans = new Dictionary<string, Plan>(StringComparer.Ordinal) { ["open"] = Plan.Unlimited },
    };

    public ValueTask InitializeAsync() => Studio.InitializeAsync();

    public ValueTask DisposeAsync() => Studio.DisposeAsync();
}
