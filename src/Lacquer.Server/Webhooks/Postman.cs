using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Microsoft.Extensions.Hosting;

namespace Lacquer.Server.Webhooks;

/// <summary>Sends what lies in the outbox, a few messages at a time.</summary>
internal sealed partial class Postman(PostBox box, WebhookSender sender, JobBell bell, ILogger<Postman> log) : BackgroundService
{
    private const int AtATime = 8; // of as many accounts

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var places = new SemaphoreSlim(AtATime);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await places.WaitAsync(stoppingToken);
                if (await TakeAsync(places, stoppingToken) is { } taken)
                {
                    _ = SendAsync(taken.Message, taken.To, places, stoppingToken);
                }
                else
                {
                    await bell.WaitAsync(Look, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // Asked to stop.
            }
        }

        for (int i = 0; i < AtATime; i++)
        {
            await places.WaitAsync(CancellationToken.None); // until what is under way has been given back
        }
    }

    /// <returns>Null: nothing is due, and the place is free again.</returns>
    private async Task<(WebhookDelivery Message, Webhook To)?> TakeAsync(SemaphoreSlim places, CancellationToken stopping)
    {
        (WebhookDelivery Message, Webhook To)? taken = null;
        try
        {
            taken = await box.TakeAsync(stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            LogTrouble(exception); // the database may be away for a while; the messages wait
        }
        finally
        {
            if (taken is null)
            {
                places.Release();
            }
        }

        return taken;
    }

    private async Task SendAsync(WebhookDelivery message, Webhook to, SemaphoreSlim places, CancellationToken stopping)
    {
        try
        {
            SendOutcome outcome = await sender.SendAsync(to, message, stopping);
            if (await box.EndAsync(message, outcome, CancellationToken.None))
            {
                LogStopped(to.Id);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await box.ReturnAsync(message, CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogTrouble(exception); // it is tried again when its time is over
        }
        finally
        {
            places.Release();
            bell.Ring(); // the account's next one may go
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {WebhookId} was switched off: nothing arrives there")]
    private partial void LogStopped(string webhookId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Messages to webhooks wait; it is tried again")]
    private partial void LogTrouble(Exception exception);
}
