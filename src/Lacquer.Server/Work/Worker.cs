using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Lacquer.Server.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Lacquer.Server.Work;

/// <summary>Takes jobs and has them done, each in a process of its own. Two places more than there are renders are kept for what is short: a long mix that is measured does not hold up everybody's previews.</summary>
internal sealed partial class Worker(
    JobBoard board, IJobQueue queue, JobBell bell, IDbContextFactory<Store> stores, IObjectStore objects, DeskRoom desks, WorkFolder folder, ServiceSettings settings, TimeProvider clock, ILogger<Worker> log) : BackgroundService
{
    private const int ShortPlaces = 2;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => settings.Renders == 0
        ? RescueAsync(stoppingToken)
        : Task.WhenAll(Enumerable.Repeat(JobClass.Whole, settings.Renders)
            .Concat(Enumerable.Repeat(JobClass.Short, ShortPlaces))
            .Select(of => WorkAsync(of, stoppingToken))
            .Append(RescueAsync(stoppingToken)));

    private async Task WorkAsync(JobClass of, CancellationToken stopping)
    {
        await Task.Yield();
        try
        {
            await queue.ConsumeAsync(of, () => TakeAsync(of, stopping), stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    /// <returns>Whether there was a job.</returns>
    private async Task<bool> TakeAsync(JobClass of, CancellationToken stopping)
    {
        try
        {
            if (await board.ClaimAsync(of, stopping) is not { } job)
            {
                return false;
            }

            await DoAsync(job, stopping);
            bell.Ring();
            return true;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            // The database may be away for a while; the jobs wait.
            LogTrouble(exception);
            await Task.Delay(Look, stopping);
            return false;
        }
    }

    private async Task RescueAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(settings.LeaseSeconds / 5));
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await board.RescueAsync(stopping);
                foreach (JobClass of in Enum.GetValues<JobClass>())
                {
                    // Announcements that got lost: of a dead worker's jobs, or while the broker was away.
                    int missing = await board.WaitingAsync(of, stopping) - await queue.AnnouncedAsync(of, stopping);
                    if (missing > 0)
                    {
                        await queue.AnnounceAsync(of, missing, stopping);
                    }
                }

                await timer.WaitForNextTickAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogTrouble(exception);
                await Task.Delay(Look, CancellationToken.None);
            }
        }
    }

    private async Task DoAsync(Job job, CancellationToken stopping)
    {
        LogBegun(job.Id, job.Kind, job.Attempt);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var span = new JobSpan(job, clock);
        var pulse = new Pulse(board, bell, job, settings, span, stop);
        Task beating = pulse.BeatAsync();
        string place = folder.ForJob(job);
        try
        {
            bool kept = await AttemptAsync(job, place, pulse, stop.Token, stopping);
            span.End(kept ? "succeeded" : "superseded");
            LogEnded(job.Id, kept ? "succeeded" : "belongs to another worker by now");
        }
        catch (DeskFailedException failure)
        {
            span.End(failure.Code);
            LogEnded(job.Id, failure.Code);
            await board.FailAsync(job, failure.Code, failure.Message, CancellationToken.None);
        }
        catch (OperationCanceledException) when (pulse.CancelRequested)
        {
            span.End("canceled");
            LogEnded(job.Id, "canceled");
            await board.CanceledAsync(job, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            span.End("returned");
            LogEnded(job.Id, "given back");
            await ReturnAsync(job);
        }
        catch (DeskLostException lost)
        {
            span.End("renderLost", isFault: true);
            LogLost(job.Id, lost.Message);
            await GiveBackOrUpAsync(job);
        }
        finally
        {
            await stop.CancelAsync();
            await beating;
            WorkFolder.Remove(place);
        }
    }

    private async Task ReturnAsync(Job job)
    {
        await board.ReturnAsync(job, CancellationToken.None);
        await queue.AnnounceAsync(JobClasses.Of(job), 1, CancellationToken.None);
    }

    private Task GiveBackOrUpAsync(Job job) => job.Attempt < settings.MaxAttempts
        ? ReturnAsync(job)
        : board.FailAsync(job, "renderLost", "The program that renders this file ended unexpectedly: it may need more memory or time than it is given. Please report it with this file.", CancellationToken.None);

    /// <returns>False: meanwhile somebody else was given the job, and what was made is thrown away.</returns>
    private async Task<bool> AttemptAsync(Job job, string place, Pulse pulse, CancellationToken stop, CancellationToken stopping)
    {
        Upload? upload = await FindAsync(job.UploadId, stop);
        if (upload is null)
        {
            throw new DeskFailedException("erased", "The mix was erased.");
        }

        JobWork work = System.Text.Json.JsonSerializer.Deserialize<JobWork>(job.Payload, ServiceJson.Options)!;
        string mix = await folder.FetchAsync(upload, objects, stop);
        var request = new DeskRequest
        {
            Task = job.Kind switch { JobKind.Preview => DeskTask.Preview, JobKind.Interpretation => DeskTask.Plan, JobKind.Master or JobKind.Delivery => DeskTask.Master, _ => DeskTask.Analyse },
            Input = mix,
            Folder = place,
            Work = work,
        };
        try
        {
            await (JobClasses.Of(job) == JobClass.Whole ? AskOnceAsync(request, pulse, stop) : AskKeptAsync(job, request, pulse, stop, stopping));
        }
        finally
        {
            folder.Leave(upload.Id);
        }

        return await KeepAsync(job, place, stop);
    }

    private async Task AskOnceAsync(DeskRequest request, Pulse pulse, CancellationToken stop)
    {
        using var desk = Desk.Start(settings, folder.Scratch);
        await desk.AskAsync(request, pulse.Set, () => false, stop, CancellationToken.None);
    }

    /// <summary>Asks a desk that stays open: more of the same mix will be asked for, above all by whoever cancels a preview for the next one.</summary>
    private async Task AskKeptAsync(Job job, DeskRequest request, Pulse pulse, CancellationToken stop, CancellationToken stopping)
    {
        Desk desk = await desks.TakeAsync(job.UploadId, stop);
        try
        {
            // Told at once, while the desk still comes to its end.
            await using CancellationTokenRegistration told = stop.Register(() => _ = pulse.CancelRequested ? EndCanceledAsync(job) : Task.CompletedTask);
            await desk.AskAsync(request, pulse.Set, () => pulse.CancelRequested, stop, stopping);
        }
        finally
        {
            desks.Return(job.UploadId, desk);
        }
    }

    private async Task EndCanceledAsync(Job job)
    {
        try
        {
            await board.CanceledAsync(job, CancellationToken.None);
            bell.Ring();
        }
        catch (Exception exception)
        {
            LogTrouble(exception); // it is tried again when the desk has ended
        }
    }

    /// <summary>Stores the files under the token, so that a worker that comes too late never overwrites another's.</summary>
    private async Task<bool> KeepAsync(Job job, string place, CancellationToken stop)
    {
        var files = new List<JobFile>();
        string own = $"jobs/{job.Id}/{job.LeaseToken}/";
        foreach (string path in Directory.EnumerateFiles(place).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous);
            long length = await objects.WriteAsync(own + name, content, stop);
            files.Add(new JobFile { Name = name, Key = own + name, Length = length });
        }

        string? Text(string name) => File.Exists(Path.Combine(place, name)) ? File.ReadAllText(Path.Combine(place, name)) : null;
        string? plan = Text("plan.json");
        string? profile = Text("reference.json");
        bool kept = await board.SucceedAsync(job, new JobResult { Files = files }, store => Consequences(store, job, plan, profile), stop);
        if (!kept)
        {
            await objects.DeleteFolderAsync(own, CancellationToken.None);
        }

        return kept;
    }

    private static async Task Consequences(Store store, Job job, string? plan, string? profile)
    {
        switch (job.Kind)
        {
            case JobKind.Master:
                await store.Revisions.Where(revision => revision.JobId == job.Id).ExecuteUpdateAsync(set => set.SetProperty(revision => revision.Plan, plan));
                break;
            case JobKind.Reference:
                await store.References.Where(reference => reference.JobId == job.Id).ExecuteUpdateAsync(set => set.SetProperty(reference => reference.Profile, profile));
                break;
        }
    }

    private async Task<Upload?> FindAsync(string id, CancellationToken cancel)
    {
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            return await store.Uploads.AsNoTracking().Include(upload => upload.Parts).SingleOrDefaultAsync(upload => upload.Id == id, cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} ({Kind}) begun, attempt {Attempt}")]
    private partial void LogBegun(string jobId, JobKind kind, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} {Outcome}")]
    private partial void LogEnded(string jobId, string outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId}: {Problem}")]
    private partial void LogLost(string jobId, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The worker goes on after trouble")]
    private partial void LogTrouble(Exception exception);
}
