using Lacquer.Server.Storage;
using Lacquer.Server.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lacquer.Server.Tests.Work;

/// <summary>A worker keeps the files of mixes as long as somebody works on them, and no longer.</summary>
public sealed class MixKeeperTests(Studio studio)
{
    [Fact]
    public async Task A_mix_that_was_erased_on_another_machine_goes_here_too()
    {
        string upload = await studio.UploadAsync(Studio.Song(2));
        await studio.DoAsync("/v1/masters", new { uploadId = upload, preview = new { startSeconds = 0.5, durationSeconds = 1.0 } });
        Assert.NotEmpty(Kept(upload));
        await using (Store store = await studio.Get<IDbContextFactory<Store>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            // As another machine erases: rows and objects; this one's files are out of its reach.
            await store.Jobs.Where(job => job.UploadId == upload).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
            await store.Set<UploadPart>().Where(part => part.UploadId == upload).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
            await store.Uploads.Where(u => u.Id == upload).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        }

        await Keeper(studio.Get<WorkFolder>()).TidyAsync(TestContext.Current.CancellationToken);
        Assert.Empty(Kept(upload));
    }

    [Fact]
    public async Task A_mix_stays_while_it_is_used_and_for_a_while_after()
    {
        string id = await studio.UploadAsync(Studio.Song(1));
        Upload upload;
        await using (Store store = await studio.Get<IDbContextFactory<Store>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            upload = await store.Uploads.AsNoTracking().Include(u => u.Parts).SingleAsync(u => u.Id == id, TestContext.Current.CancellationToken);
        }

        var clock = new Clock();
        string data = Directory.CreateTempSubdirectory("lacquer-work-").FullName;
        using (var folder = new WorkFolder(new ServiceSettings { DataFolder = data, RenderProgram = [] }, clock))
        {
            MixKeeper keeper = Keeper(folder);
            string path = await folder.FetchAsync(upload, studio.Get<IObjectStore>(), TestContext.Current.CancellationToken);
            await folder.FetchAsync(upload, studio.Get<IObjectStore>(), TestContext.Current.CancellationToken);
            folder.Leave(id);
            clock.Pass(MixKeeper.Kept.TotalSeconds + 1);
            await keeper.TidyAsync(TestContext.Current.CancellationToken);
            Assert.True(File.Exists(path)); // one of two still works on it
            folder.Leave(id);
            await keeper.TidyAsync(TestContext.Current.CancellationToken);
            Assert.True(File.Exists(path));
            clock.Pass(MixKeeper.Kept.TotalSeconds + 1);
            await keeper.TidyAsync(TestContext.Current.CancellationToken);
            Assert.False(File.Exists(path));
            Assert.NotEmpty(await File.ReadAllBytesAsync(await folder.FetchAsync(upload, studio.Get<IObjectStore>(), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));
        }

        Directory.Delete(data, recursive: true);
    }

    private string[] Kept(string upload) => Directory.GetDirectories(Path.Combine(studio.Data, "work"), upload, SearchOption.AllDirectories);

    private MixKeeper Keeper(WorkFolder folder) => new(studio.Get<IDbContextFactory<Store>>(), studio.Get<DeskRoom>(), folder, TimeProvider.System, NullLogger<MixKeeper>.Instance);

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Pass(double seconds) => _now += TimeSpan.FromSeconds(seconds);
    }
}
