using Lacquer.Server.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Lacquer.Server.Storage;

/// <summary>Throws away what is only kept for a while: uploads that were never finished, previews, analyses and deliveries, answers for repeated requests, messages to webhooks.</summary>
internal sealed partial class Retention(
    IDbContextFactory<Store> stores, IObjectStore objects, Erasure erasure, ServiceSettings settings, TimeProvider clock, ILogger<Retention> log) : BackgroundService
{
    private const int MostAtOnce = 100;
    private const double AnswerHours = 24; // as long as anybody repeats a request
    private const double MessageDays = 30; // as long as somebody may look for what a webhook missed

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Throws away what is due now.</summary>
    /// <returns>How many uploads and jobs went.</returns>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        long oldPreview = now - (long)(settings.PreviewHours * 3_600_000);
        long oldJob = now - (long)(settings.JobDays * 86_400_000);
        string[] uploads;
        string[] jobs;
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            uploads = await store.Uploads.Where(upload => upload.Received < upload.Length && upload.Expires < now).Select(upload => upload.Id).Take(MostAtOnce).ToArrayAsync(cancel);
            jobs = await store.Jobs
                .Where(job => ((job.Kind == JobKind.Preview || job.Kind == JobKind.Interpretation) && job.Ended < oldPreview)
                    || ((job.Kind == JobKind.Analysis || job.Kind == JobKind.Delivery) && job.Ended < oldJob))
                .Select(job => job.Id).Take(MostAtOnce).ToArrayAsync(cancel);
            long oldAnswer = now - (long)(AnswerHours * 3_600_000);
            await store.IdempotentAnswers.Where(answer => answer.Created < oldAnswer || jobs.Contains(answer.JobId)).ExecuteDeleteAsync(cancel);
            await store.Jobs.Where(job => jobs.Contains(job.Id)).ExecuteDeleteAsync(cancel);
            long oldMessage = now - (long)(MessageDays * 86_400_000);
            await store.WebhookDeliveries.Where(message => message.Created < oldMessage && message.Ended != null).ExecuteDeleteAsync(cancel);
        }

        foreach (string job in jobs)
        {
            await objects.DeleteFolderAsync($"jobs/{job}/", cancel);
        }

        foreach (string upload in uploads)
        {
            await erasure.EraseAsync(upload, cancel);
        }

        return uploads.Length + jobs.Length;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SweepAsync(stoppingToken) > 0)
                {
                }

                await Task.Delay(Pause, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogTrouble(exception);
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is due could not be thrown away; it is tried again")]
    private partial void LogTrouble(Exception exception);
}
