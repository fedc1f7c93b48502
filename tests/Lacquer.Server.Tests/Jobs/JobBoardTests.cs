using Lacquer.Server.Accounts;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Tests.Jobs;

/// <summary>A job belongs to one worker at a time and ends once, whoever dies, sleeps or comes too late.</summary>
public abstract class JobBoardTests : IAsyncLifetime
{
    private readonly Clock _clock = new();
    private JobBoard _board = null!;
    private JobDesk _desk = null!;
    private Stores _stores = null!;

    public async ValueTask InitializeAsync()
    {
        _stores = new Stores(await OptionsAsync());
        var settings = new ServiceSettings { DataFolder = "", RenderProgram = [], LeaseSeconds = 10, MaxAttempts = 3 };
        _board = new JobBoard(_stores, settings, _clock);
        _desk = new JobDesk(_stores, new EmbeddedQueue(new JobBell()), new Quotas(settings, _clock), _clock);
        await using Store store = _stores.CreateDbContext();
        await Migrator.BringUpToDateAsync(store, TestContext.Current.CancellationToken);
        foreach (string id in (string[])["anna", "bert"])
        {
            store.Accounts.Add(new Account { Id = id, Name = id, Created = 0 });
        }

        await store.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await CleanAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>An empty database.</summary>
    internal abstract Task<DbContextOptions<Store>> OptionsAsync();

    protected abstract ValueTask CleanAsync();

    [Fact]
    public async Task Many_workers_at_once_never_get_the_same_job()
    {
        for (int i = 0; i < 20; i++)
        {
            await AddAsync("anna");
        }

        Job?[] claimed = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => ClaimAsync())));
        string[] ids = [.. claimed.OfType<Job>().Select(job => job.Id)];
        Assert.Equal(20, ids.Length);
        Assert.Equal(20, ids.Distinct().Count());
    }

    [Fact]
    public async Task Previews_go_before_masters_and_accounts_take_turns()
    {
        string[] anna = [await AddAsync("anna"), await AddAsync("anna"), await AddAsync("anna")];
        string[] bert = [await AddAsync("bert")];
        string preview = await AddAsync("anna", JobKind.Preview);
        Assert.Equal(preview, await NextAsync());
        Assert.Equal(anna[0], await NextAsync());
        Assert.Equal(bert[0], await NextAsync());
        Assert.Equal(anna[1], await NextAsync());
        Assert.Equal(anna[2], await NextAsync());
        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task A_preview_that_takes_as_long_as_a_master_holds_up_no_other_preview()
    {
        var note = new Lacquer.Server.Work.Wish { Notes = ["warmer"] };
        Job asked = _desk.New(JobKind.Preview, "anna", "up", new JobWork { Name = "song", Wish = note });
        Job sketched = _desk.New(JobKind.Preview, "anna", "up", new JobWork { Name = "song", Wish = note, Sketch = true });
        Job turned = _desk.New(JobKind.Preview, "anna", "up", new JobWork { Name = "song", Wish = new() });
        Assert.Equal([JobClass.Whole, JobClass.Short, JobClass.Short], ((Job[])[asked, sketched, turned]).Select(JobClasses.Of));
        string master = await AddAsync("anna");
        string preview = await AddAsync("anna", JobKind.Preview);
        Assert.Equal(preview, (await _board.ClaimAsync(JobClass.Short, TestContext.Current.CancellationToken))?.Id);
        Assert.Null(await _board.ClaimAsync(JobClass.Short, TestContext.Current.CancellationToken));
        Assert.Equal(1, await _board.WaitingAsync(JobClass.Whole, TestContext.Current.CancellationToken));
        Assert.Equal(master, (await _board.ClaimAsync(JobClass.Whole, TestContext.Current.CancellationToken))?.Id);
    }

    [Fact]
    public async Task A_worker_that_wakes_too_late_changes_nothing()
    {
        string id = await AddAsync("anna");
        Job sleeper = (await ClaimAsync())!;
        _clock.Pass(11);
        Assert.Equal(1, await _board.RescueAsync(TestContext.Current.CancellationToken));
        Job second = (await ClaimAsync())!;
        Assert.Equal(id, second.Id);

        Assert.False((await _board.ReportAsync(sleeper, "render", 0.5, TestContext.Current.CancellationToken)).IsMine);
        Assert.False(await SucceedAsync(sleeper, "late"));
        await _board.FailAsync(sleeper, "late", "late", TestContext.Current.CancellationToken);
        Assert.Equal(JobState.Processing, (await FindAsync(id)).State);

        Assert.True(await SucceedAsync(second, "second"));
        Assert.False(await SucceedAsync(sleeper, "late"));
        Assert.False(await SucceedAsync(second, "again"));
        Assert.Contains("second", (await FindAsync(id)).Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signs_of_life_keep_a_job()
    {
        await AddAsync("anna");
        Job job = (await ClaimAsync())!;
        for (int i = 0; i < 5; i++)
        {
            _clock.Pass(8);
            Assert.True((await _board.ReportAsync(job, "render", 0.1 * i, TestContext.Current.CancellationToken)).IsMine);
            Assert.Equal(0, await _board.RescueAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_job_that_kills_its_workers_is_given_up()
    {
        string id = await AddAsync("anna");
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(attempt, (await ClaimAsync())!.Attempt);
            _clock.Pass(11);
            await _board.RescueAsync(TestContext.Current.CancellationToken);
        }

        Job job = await FindAsync(id);
        Assert.Equal(JobState.Failed, job.State);
        Assert.Equal("workerLost", job.FailureCode);
        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task Canceling_ends_a_waiting_job_at_once_and_tells_the_worker_of_a_running_one()
    {
        string waiting = await AddAsync("anna");
        await _board.RequestCancelAsync(waiting, TestContext.Current.CancellationToken);
        Assert.Equal(JobState.Canceled, (await FindAsync(waiting)).State);

        string running = await AddAsync("anna");
        Job job = (await ClaimAsync())!;
        await _board.RequestCancelAsync(running, TestContext.Current.CancellationToken);
        Assert.True((await _board.ReportAsync(job, "render", 0.5, TestContext.Current.CancellationToken)).CancelRequested);
        await _board.CanceledAsync(job, TestContext.Current.CancellationToken);
        Assert.Equal(JobState.Canceled, (await FindAsync(running)).State);
        Assert.False(await SucceedAsync(job, "late"));
    }

    [Fact]
    public async Task What_follows_from_a_result_is_kept_with_it_or_not_at_all()
    {
        string id = await AddAsync("anna");
        Job job = (await ClaimAsync())!;
        await Assert.ThrowsAsync<IOException>(() => _board.SucceedAsync(
            job, new JobResult { Files = [] }, _ => throw new IOException("the power failed"), TestContext.Current.CancellationToken));
        Assert.Equal(JobState.Processing, (await FindAsync(id)).State);
        Assert.Null((await FindAsync(id)).Result);
    }

    private async Task<string> AddAsync(string account, JobKind kind = JobKind.Master)
    {
        _clock.Pass(0.01);
        return (await _desk.BeginAsync(_desk.New(kind, account, "up_1", new JobWork { Name = "song" }), key: null, requestHash: "", with: null, TestContext.Current.CancellationToken)).Id;
    }

    private Task<Job?> ClaimAsync() => _board.ClaimAsync(of: null, TestContext.Current.CancellationToken);

    private async Task<string?> NextAsync()
    {
        _clock.Pass(0.01);
        return (await ClaimAsync())?.Id;
    }

    private Task<bool> SucceedAsync(Job job, string name) => _board.SucceedAsync(
        job, new JobResult { Files = [new JobFile { Name = name, Key = name, Length = 1 }] }, _ => Task.CompletedTask, TestContext.Current.CancellationToken);

    private async Task<Job> FindAsync(string id)
    {
        await using Store store = _stores.CreateDbContext();
        return await store.Jobs.AsNoTracking().SingleAsync(job => job.Id == id, TestContext.Current.CancellationToken);
    }

    private sealed class Stores(DbContextOptions<Store> options) : IDbContextFactory<Store>
    {
        public Store CreateDbContext() => new(options);
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

        public void Pass(double seconds) => _now = _now.AddSeconds(seconds);

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
