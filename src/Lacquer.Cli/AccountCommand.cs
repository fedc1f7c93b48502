using System.CommandLine;
using Lacquer.Mastering.Decision;
using Lacquer.Server;
using Lacquer.Server.Accounts;

namespace Lacquer.Cli;

/// <summary><c>lacquer account</c>: makes accounts of a service, puts them on plans and renews forgotten passwords, for whoever runs it.</summary>
internal static class AccountCommand
{
    public static Command Create() => new("account", "Make an account of the service, put one on another plan, or renew its password.") { CreateOne(), ChangePlan(), ChangePassword() };

    private static Command CreateOne()
    {
        var email = new Argument<string>("EMAIL") { Description = "address to log in with" };
        var plan = Plan(required: false);
        var options = new ServiceOptions();
        var adopt = new Option<bool>("--adopt") { Description = "give it all that was made while nobody logged in" };
        var command = new Command("create", "Make an account; its password is the first line of standard input.") { email, plan, adopt };
        options.AddTo(command);
        command.SetAction((parsed, cancel) => DoAsync(async () =>
        {
            string password = await ReadPasswordAsync(cancel);
            ServiceSettings settings = options.Read(parsed);
            await AccountKeeper.CreateAsync(settings, parsed.GetRequiredValue(email), password, Named(settings, parsed.GetValue(plan)), parsed.GetValue(adopt), cancel);
        }));
        return command;
    }

    private static Command ChangePlan()
    {
        var email = new Argument<string>("EMAIL") { Description = "address of the account" };
        var plan = Plan(required: true);
        var options = new ServiceOptions();
        var command = new Command("plan", "Put an account on another plan.") { email, plan };
        options.AddTo(command);
        command.SetAction((parsed, cancel) => DoAsync(() =>
        {
            ServiceSettings settings = options.Read(parsed);
            return AccountKeeper.ChangePlanAsync(settings, parsed.GetRequiredValue(email), Named(settings, parsed.GetValue(plan)), cancel);
        }));
        return command;
    }

    private static Command ChangePassword()
    {
        var email = new Argument<string>("EMAIL") { Description = "address of the account" };
        var options = new ServiceOptions();
        var command = new Command("password", "Give an account the password that is the first line of standard input; wherever it is logged in, it is logged out.") { email };
        options.AddTo(command);
        command.SetAction((parsed, cancel) => DoAsync(async () =>
        {
            string password = await ReadPasswordAsync(cancel);
            await AccountKeeper.SetPasswordAsync(options.Read(parsed), parsed.GetRequiredValue(email), password, cancel);
        }));
        return command;
    }

    /// <summary>Never an argument: arguments are seen by everybody on the machine and kept in histories.</summary>
    private static async Task<string> ReadPasswordAsync(CancellationToken cancel) =>
        await Console.In.ReadLineAsync(cancel) ?? throw new PlanException("the password is missing: write it to standard input.");

    private static Option<string?> Plan(bool required) => new("--plan") { Description = "a plan of the configuration, or unlimited" + (required ? "" : "; default unlimited"), HelpName = "NAME", Required = required };

    private static string? Named(ServiceSettings settings, string? plan) =>
        plan is null or "unlimited" ? null
        : settings.Plans.ContainsKey(plan) ? plan
        : throw new PlanException($"there is no plan '{plan}'; the plans are unlimited, {string.Join(", ", settings.Plans.Keys.Order(StringComparer.Ordinal))}.");

    private static async Task<int> DoAsync(Func<Task> what)
    {
        await what();
        return ExitCode.Done;
    }
}
