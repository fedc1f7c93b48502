using Lacquer.Server.Accounts;
using Lacquer.Server.Work;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Storage;

/// <summary>Takes the bytes of uploads. What was acknowledged is stored; what breaks off is kept up to where it broke.</summary>
internal sealed class UploadDesk(IDbContextFactory<Store> stores, IObjectStore objects, WorkFolder folder, ServiceSettings settings, Quotas quotas, TimeProvider clock)
{
    private const int PartBytes = 16 << 20; // what a broken connection or a dying server can lose at most
    private const int BlockBytes = 1 << 16;

    /// <summary>Announces an upload.</summary>
    public async Task<Upload> CreateAsync(string accountId, string name, string? metadata, long length, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var upload = new Upload
        {
            Id = Ids.New("up"),
            AccountId = accountId,
            Name = name,
            Metadata = metadata,
            Length = length,
            Created = now.ToUnixTimeMilliseconds(),
            Expires = now.AddHours(settings.UploadHours).ToUnixTimeMilliseconds(),
        };
        Store store = await stores.CreateDbContextAsync(cancel);
        await using (store)
        {
            await using var transaction = await store.Database.BeginTransactionAsync(cancel);
            await Quotas.AdmitUploadAsync(store, await quotas.LockAsync(store, accountId, cancel), accountId, length, cancel);
            store.Uploads.Add(upload);
            await store.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        return upload;
    }

    /// <summary>Adds bytes where the upload ends so far.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="check">Whether the bytes as a whole are what they should be, before any of them is kept; null: each part is kept as it comes.</param>
    /// <param name="cancel">Stops; what came is kept.</param>
    /// <returns>How many bytes the upload has now; −1 when somebody else has added to it meanwhile.</returns>
    /// <exception cref="InvalidDataException">More bytes than were announced, or the check failed.</exception>
    public async Task<long> AppendAsync(Upload upload, Stream content, Func<Stream, bool>? check, CancellationToken cancel)
    {
        var part = new FileStream(
            Path.Combine(folder.Incoming, Guid.NewGuid().ToString("N")), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BlockBytes, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await using (part)
        {
            long at = upload.Received;
            var block = new byte[BlockBytes];
            bool more = true;
            while (more)
            {
                int read = 0;
                try
                {
                    read = await content.ReadAsync(block, cancel);
                }
                catch (Exception exception) when (exception is IOException or OperationCanceledException or BadHttpRequestException && check is null)
                {
                    // The connection broke off: what came before counts.
                }

                more = read > 0;
                if (at + part.Length + read > upload.Length)
                {
                    throw new InvalidDataException($"More bytes came than the {upload.Length} that were announced.");
                }

                await part.WriteAsync(block.AsMemory(0, read), CancellationToken.None);
                bool full = part.Length >= PartBytes && check is null;
                if (part.Length > 0 && (full || !more))
                {
                    part.Position = 0;
                    if (check is not null && !check(part))
                    {
                        throw new InvalidDataException("checksum");
                    }

                    if (!await KeepAsync(upload, at, part))
                    {
                        return -1;
                    }

                    at += part.Length;
                    part.SetLength(0);
                }
            }

            return at;
        }
    }

    /// <summary>The bytes as one stream that can be read from any place.</summary>
    public static async Task<Stream> OpenAsync(Upload upload, IObjectStore objects, CancellationToken cancel)
    {
        UploadPart[] parts = [.. upload.Parts.OrderBy(part => part.Start)];
        return parts is [{ } only] ? await objects.OpenAsync(only.Key, cancel) : new PartsStream(parts, objects);
    }

    private async Task<bool> KeepAsync(Upload upload, long at, FileStream part)
    {
        part.Position = 0;
        string key = $"uploads/{upload.Id}/{at:D15}-{Guid.NewGuid():N}";
        long length = part.Length;
        await objects.WriteAsync(key, part, CancellationToken.None);
        Store store = await stores.CreateDbContextAsync(CancellationToken.None);
        await using (store)
        {
            await using var transaction = await store.Database.BeginTransactionAsync(CancellationToken.None);
            int changed = await store.Uploads.Where(u => u.Id == upload.Id && u.Received == at)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.Received, at + length), CancellationToken.None);
            if (changed == 0)
            {
                // Erased meanwhile, or somebody else was faster: nothing will ever name these bytes.
                await objects.DeleteAsync(key, CancellationToken.None);
                return false;
            }

            store.Add(new UploadPart { UploadId = upload.Id, Start = at, Length = length, Key = key });
            await store.SaveChangesAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
            return true;
        }
    }
}
