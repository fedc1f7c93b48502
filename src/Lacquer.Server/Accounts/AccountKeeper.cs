using Lacquer.Server.Storage;
using Microsoft.Extensions.Hosting;

namespace Lacquer.Server.Accounts;

/// <summary>What whoever runs a service does with its accounts, on the machine itself: no API reaches it.</summary>
public static class AccountKeeper
{
    /// <summary>Makes an account.</summary>
    /// <param name="settings">Where the service keeps its accounts.</param>
    /// <param name="email">The address to log in with.</param>
    /// <param name="password">The password.</param>
    /// <param name="plan">Name of its plan; null: no limits.</param>
    /// <param name="adopt">Whether it gets what was made while nobody logged in.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="ServiceConfigurationException">The address has an account, or one of them is not possible.</exception>
    public static Task CreateAsync(ServiceSettings settings, string email, string password, string? plan, bool adopt, CancellationToken cancel) =>
        AccountDesk.EmailProblem(email) is { } problem
            ? throw new ServiceConfigurationException(problem)
            : DoAsync(settings, async (desk, services) =>
            {
                Account account = await desk.CreateAsync(email, name: null, password, plan) ?? throw new ServiceConfigurationException("this address has an account already.");
                services.GetRequiredService<Audit>().SignedUp(account.Id, remote: null);
                if (adopt)
                {
                    await desk.AdoptAsync(account.Id);
                }
            }, cancel);

    /// <summary>Puts an account on another plan.</summary>
    /// <param name="settings">Where the service keeps its accounts.</param>
    /// <param name="email">The address of the account.</param>
    /// <param name="plan">Name of the plan; null: no limits.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="ServiceConfigurationException">There is no such account.</exception>
    public static Task ChangePlanAsync(ServiceSettings settings, string email, string? plan, CancellationToken cancel) => DoAsync(settings, async (desk, _) =>
    {
        if (!await desk.ChangePlanAsync(email, plan))
        {
            throw NoSuchAccount();
        }
    }, cancel);

    /// <summary>Gives an account a new password, and ends its logins; its API keys stay.</summary>
    /// <param name="settings">Where the service keeps its accounts.</param>
    /// <param name="email">The address of the account.</param>
    /// <param name="password">The new password.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="ServiceConfigurationException">There is no such account, or the password is too easy.</exception>
    public static Task SetPasswordAsync(ServiceSettings settings, string email, string password, CancellationToken cancel) => DoAsync(settings, async (desk, services) =>
    {
        string account = await desk.SetPasswordAsync(email, password) ?? throw NoSuchAccount();
        await services.GetRequiredService<Sessions>().EndAllAsync(account, cancel);
        services.GetRequiredService<Audit>().PasswordSet(account);
    }, cancel);

    private static ServiceConfigurationException NoSuchAccount() => new("there is no account with this address.");

    private static async Task DoAsync(ServiceSettings settings, Func<AccountDesk, IServiceProvider, Task> what, CancellationToken cancel)
    {
        using IHost host = await ServiceHost.CreateWorkerAsync(settings, cancel); // not started: it takes no jobs
        using IServiceScope scope = host.Services.CreateScope();
        try
        {
            await what(scope.ServiceProvider.GetRequiredService<AccountDesk>(), scope.ServiceProvider);
        }
        catch (WeakPasswordException e)
        {
            throw new ServiceConfigurationException(e.Message, e);
        }
    }
}
