using Lacquer.Server.Work;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Storage;

/// <summary>Erases an upload and everything that came from it: jobs, masters, revisions, previews, measurements. References keep nothing of it but their numbers.</summary>
internal sealed class Erasure(IDbContextFactory<Store> stores, IObjectStore objects, DeskRoom desks, WorkFolder folder)
{
    /// <summary>Rows first: from then on nobody finds it, and a running job has nothing left to report to.</summary>
    public async Task EraseAsync(string uploadId, CancellationToken cancel)
    {
        string[] jobs;
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            await using var transaction = await store.Database.BeginTransactionAsync(cancel);
            jobs = await store.Jobs.Where(job => job.UploadId == uploadId).Select(job => job.Id).ToArrayAsync(cancel);
            await store.Revisions.Where(revision => store.Masters.Any(master => master.Id == revision.MasterId && master.UploadId == uploadId)).ExecuteDeleteAsync(cancel);
            await store.Masters.Where(master => master.UploadId == uploadId).ExecuteDeleteAsync(cancel);
            await store.References.Where(reference => reference.UploadId == uploadId).ExecuteDeleteAsync(cancel);
            await store.IdempotentAnswers.Where(answer => store.Jobs.Any(job => job.Id == answer.JobId && job.UploadId == uploadId)).ExecuteDeleteAsync(cancel);
            await store.Jobs.Where(job => job.UploadId == uploadId).ExecuteDeleteAsync(cancel);
            await store.Set<UploadPart>().Where(part => part.UploadId == uploadId).ExecuteDeleteAsync(cancel);
            await store.Uploads.Where(upload => upload.Id == uploadId).ExecuteDeleteAsync(cancel);
            await transaction.CommitAsync(cancel);
            await transaction.DisposeAsync();
            await store.ForgetJournalAsync();
        }

        await DeleteFilesAsync(jobs);
        await objects.DeleteFolderAsync($"uploads/{uploadId}/", CancellationToken.None);
        desks.Forget(uploadId);
        folder.Forget(uploadId);
    }

    /// <summary>Erases a master with everything that was made for it; its upload stays.</summary>
    public async Task EraseMasterAsync(string masterId, CancellationToken cancel)
    {
        string[] jobs;
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            await using var transaction = await store.Database.BeginTransactionAsync(cancel);
            jobs = await store.Jobs.Where(job => job.MasterId == masterId).Select(job => job.Id).ToArrayAsync(cancel);
            await store.Revisions.Where(revision => revision.MasterId == masterId).ExecuteDeleteAsync(cancel);
            await store.Masters.Where(master => master.Id == masterId).ExecuteDeleteAsync(cancel);
            await store.IdempotentAnswers.Where(answer => store.Jobs.Any(job => job.Id == answer.JobId && job.MasterId == masterId)).ExecuteDeleteAsync(cancel);
            await store.Jobs.Where(job => job.MasterId == masterId).ExecuteDeleteAsync(cancel);
            await transaction.CommitAsync(cancel);
            await transaction.DisposeAsync();
            await store.ForgetJournalAsync();
        }

        await DeleteFilesAsync(jobs);
    }

    private async Task DeleteFilesAsync(string[] jobs)
    {
        foreach (string job in jobs)
        {
            await objects.DeleteFolderAsync($"jobs/{job}/", CancellationToken.None);
        }
    }
}
