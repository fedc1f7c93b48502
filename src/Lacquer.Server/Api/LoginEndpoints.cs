using Lacquer.Server.Accounts;
using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Lacquer.Server.Api;

/// <summary>Sign-up, login, logout, another password, and the end of an account.</summary>
internal static class LoginEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder account = api.MapGroup("/v1/account").WithTags("Account");
        account.MapGet("/login", Entry).OpenToAll().WithSummary("Whether a login is needed, and whether anybody may sign up.");
        account.MapPost("", SignUpAsync).OpenToAll().CostsAHash().WithSummary("Signs up. The answer is the same for addresses that have an account already; log in next.").Produces(StatusCodes.Status202Accepted);
        account.MapPost("/login", LoginAsync).OpenToAll().CostsAHash().WithSummary("Begins a session, as a cookie.");
        account.MapPost("/logout", LogoutAsync).NeedsLogin().WithSummary("Ends the session; with everywhere, all others too.");
        account.MapPut("/password", ChangePasswordAsync).NeedsLogin().CostsAHash().WithSummary("Changes the password; ends all other sessions.");
        account.MapDelete("", EraseAsync).NeedsLogin().CostsAHash().WithSummary("Erases the account and everything that belongs to it, at once and for good.");
    }

    private static Ok<EntryView> Entry(ServiceSettings settings) => TypedResults.Ok(new EntryView { Login = true, SignUp = settings.SignUp, MinPasswordLength = AccountRules.ShortestPassword });

    private static async Task<IResult> SignUpAsync(SignUpRequest request, HttpContext http, ServiceSettings settings, AccountDesk desk, Audit audit)
    {
        if (!settings.SignUp)
        {
            throw new ApiException(StatusCodes.Status403Forbidden, "sign-up-closed", "By invitation", "New accounts are made by whoever runs this service.");
        }

        if (AccountDesk.EmailProblem(request.Email) is { } problem)
        {
            throw ApiException.Impossible("/email", problem);
        }

        string? name = request.Name is { } given ? UploadEndpoints.CleanName(given) : null;
        Account? account = await PasswordAsync("/password", () => desk.CreateAsync(request.Email, name, request.Password, settings.SignUpPlan));
        if (account is not null)
        {
            audit.SignedUp(account.Id, http.Connection.RemoteIpAddress);
        }

        return Results.Accepted();
    }

    private static async Task<Ok<LoginView>> LoginAsync(LoginRequest request, HttpContext http, AccountDesk desk, Sessions sessions, SessionCookie cookie, Audit audit, CancellationToken cancel)
    {
        LoginAnswer answer = await desk.CheckAsync(request.Email, request.Password);
        if (answer.Account is null)
        {
            audit.LoginFailed(answer.AccountId, answer.Reason, http.Connection.RemoteIpAddress);
            throw WrongPassword();
        }

        if (cookie.Read(http) is { } earlier)
        {
            await sessions.EndAsync(earlier, cancel);
        }

        string token = await sessions.BeginAsync(answer.Account.Id, cancel);
        cookie.Write(http, token);
        audit.LoggedIn(answer.Account.Id, http.Connection.RemoteIpAddress);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new LoginView { CsrfToken = SessionCookie.CsrfToken(token) });
    }

    private static async Task<NoContent> LogoutAsync(HttpContext http, Sessions sessions, SessionCookie cookie, CancellationToken cancel, bool everywhere = false)
    {
        Caller caller = Caller.Of(http);
        if (everywhere)
        {
            await sessions.EndOthersAsync(caller.Account, caller.SessionToken!, cancel);
        }

        await sessions.EndAsync(caller.SessionToken!, cancel);
        cookie.Clear(http);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ChangePasswordAsync(PasswordRequest request, HttpContext http, AccountDesk desk, Sessions sessions, Audit audit, CancellationToken cancel)
    {
        Caller caller = Caller.Of(http);
        await CheckPasswordAsync(http, desk, audit, request.Current);
        await PasswordAsync("/next", async () =>
        {
            await desk.ChangePasswordAsync(caller.Account, request.Current, request.Next);
            return 0;
        });
        await sessions.EndOthersAsync(caller.Account, caller.SessionToken!, cancel);
        audit.PasswordChanged(caller.Account, http.Connection.RemoteIpAddress);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EraseAsync([FromBody] EraseRequest request, HttpContext http, AccountDesk desk, SessionCookie cookie, Audit audit)
    {
        await CheckPasswordAsync(http, desk, audit, request.Password);
        string account = Caller.AccountId(http);
        // To the end, whether or not anybody still listens.
        await desk.EraseAsync(account, CancellationToken.None);
        cookie.Clear(http);
        audit.Erased(account, http.Connection.RemoteIpAddress);
        return TypedResults.NoContent();
    }

    private static async Task CheckPasswordAsync(HttpContext http, AccountDesk desk, Audit audit, string password)
    {
        string account = Caller.AccountId(http);
        if (!await desk.IsRightAsync(account, password))
        {
            audit.LoginFailed(account, "password", http.Connection.RemoteIpAddress);
            throw WrongPassword();
        }
    }

    private static async Task<T> PasswordAsync<T>(string pointer, Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        catch (WeakPasswordException e)
        {
            throw ApiException.Impossible(pointer, e.Message);
        }
    }

    private static ApiException WrongPassword() => new(
        StatusCodes.Status401Unauthorized, "login-failed", "Not let in", "The address or the password is wrong, or wrong passwords came too often; after a quarter of an hour it can be tried again.");
}
