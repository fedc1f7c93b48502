using Lacquer.Server.Accounts;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Lacquer.Server.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Tests.Webhooks;

/// <summary>What happened is written down once and sent until it has arrived, by one server at a time, whichever dies.</summary>
public abstract class OutboxTests : IAsyncLifetime
{
    private static readonly SendOutcome Taken = new() { Status = 200 };
    private static readonly SendOutcome Refused = new() { Status = 500, Problem = "It answered 500." };

    private readonly Clock _clock = new();
    private Stores _stores = null!;
    private JobBoard _board = null!;
    private JobDesk _desk = null!;
    private PostBox _box = null!;

    public async ValueTask InitializeAsync()
    {
        _stores = new Stores(await OptionsAsync());
        var settings = new ServiceSettings { DataFolder = "", RenderProgram = [], LeaseSeconds = 10, MaxAttempts = 2 };
        _board = new JobBoard(_stores, settings, _clock);
        _desk = new JobDesk(_stores, new EmbeddedQueue(new JobBell()), new Quotas(settings, _clock), _clock);
        _box = new PostBox(_stores, _clock);
        await using Store store = _stores.CreateDbContext();
        await Migrator.BringUpToDateAsync(store, TestContext.Current.CancellationToken);
        foreach (string id in (string[])["anna", "bert"])
        {
            store.Accounts.Add(new Account { Id = id, Name = id, Created = 0 });
            store.Webhooks.Add(new Webhook
            {
                Id = $"hook_{id}",
                AccountId = id,
                Url = "https://example.org/",
                Events = "JobSucceeded JobFailed JobCanceled",
                Secret = WebhookSecret.New(),
                Created = 0,
            });
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
    public async Task Every_end_of_a_job_is_written_down_once_with_it()
    {
        Job sleeper = await ClaimedAsync("anna");
        _clock.Pass(11);
        await _board.RescueAsync(TestContext.Current.CancellationToken);
        Job second = await ClaimAsync();
        Assert.False(await SucceedAsync(sleeper));
        Assert.Empty(await MessagesAsync());
        Assert.True(await SucceedAsync(second));
        Assert.False(await SucceedAsync(second));
        Assert.Equal([(second.Id, WebhookEvent.JobSucceeded)], await MessagesAsync());

        Job failing = await ClaimedAsync("anna");
        await _board.FailAsync(failing, "code", "words", TestContext.Current.CancellationToken);
        await _board.FailAsync(failing, "code", "words", TestContext.Current.CancellationToken);
        Job lost = await ClaimedAsync("anna");
        _clock.Pass(11);
        await _board.RescueAsync(TestContext.Current.CancellationToken);
        Assert.Equal(lost.Id, (await ClaimAsync()).Id);
        _clock.Pass(11);
        await _board.RescueAsync(TestContext.Current.CancellationToken);
        await _board.RescueAsync(TestContext.Current.CancellationToken);
        Job unwanted = await ClaimedAsync("anna");
        await _board.RequestCancelAsync(unwanted.Id, TestContext.Current.CancellationToken);
        _clock.Pass(11); // its worker died before it heard of it
        await _board.RescueAsync(TestContext.Current.CancellationToken);
        Job preview = await ClaimedAsync("anna", JobKind.Preview);
        Assert.True(await SucceedAsync(preview));
        Assert.Equal(
            [(second.Id, WebhookEvent.JobSucceeded), (failing.Id, WebhookEvent.JobFailed), (lost.Id, WebhookEvent.JobFailed), (unwanted.Id, WebhookEvent.JobCanceled)],
            await MessagesAsync());
    }

    [Fact]
    public async Task What_was_rolled_back_is_not_told()
    {
        Job job = await ClaimedAsync("anna");
        await Assert.ThrowsAsync<IOException>(() => _board.SucceedAsync(job, new JobResult { Files = [] }, _ => throw new IOException("the power failed"), TestContext.Current.CancellationToken));
        Assert.Empty(await MessagesAsync());
    }

    [Fact]
    public async Task Many_servers_never_send_the_same_message_at_once()
    {
        for (int i = 0; i < 6; i++)
        {
            Assert.True(await SucceedAsync(await ClaimedAsync(i % 2 == 0 ? "anna" : "bert")));
        }

        var sent = new List<string>();
        for (int round = 0; round < 3; round++)
        {
            (WebhookDelivery Message, Webhook To)?[] taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => TakeAsync())));
            foreach ((WebhookDelivery message, Webhook to) in taken.Where(one => one is not null).Select(one => one!.Value))
            {
                Assert.Equal(message.AccountId, to.AccountId);
                sent.Add(message.Id);
                await _box.EndAsync(message, Taken, TestContext.Current.CancellationToken);
            }
        }

        while (await TakeAsync() is { } rest)
        {
            sent.Add(rest.Message.Id);
            await _box.EndAsync(rest.Message, Taken, TestContext.Current.CancellationToken);
        }

        Assert.Equal(6, sent.Count);
        Assert.Equal(6, sent.Distinct().Count());
    }

    [Fact]
    public async Task A_slow_receiver_costs_its_owners_time_alone()
    {
        Assert.True(await SucceedAsync(await ClaimedAsync("anna")));
        Assert.True(await SucceedAsync(await ClaimedAsync("anna")));
        Assert.True(await SucceedAsync(await ClaimedAsync("bert")));
        Assert.Equal("anna", (await TakeAsync())!.Value.To.AccountId);
        Assert.Equal("bert", (await TakeAsync())!.Value.To.AccountId);
        Assert.Null(await TakeAsync());
    }

    [Fact]
    public async Task A_message_whose_sender_died_is_sent_again_and_the_dead_one_changes_nothing()
    {
        Assert.True(await SucceedAsync(await ClaimedAsync("anna")));
        WebhookDelivery first = (await TakeAsync())!.Value.Message;
        Assert.Null(await TakeAsync());
        _clock.Pass(31);
        WebhookDelivery second = (await TakeAsync())!.Value.Message;
        Assert.Equal(first.Id, second.Id);
        await _box.EndAsync(first, Taken, TestContext.Current.CancellationToken);
        Assert.Equal(DeliveryState.Waiting, (await FindAsync(first.Id)).State);
        await _box.EndAsync(second, Taken, TestContext.Current.CancellationToken);
        Assert.Equal((DeliveryState.Delivered, 2), ((await FindAsync(first.Id)).State, (await FindAsync(first.Id)).Attempt));

        // Given back, it is due at once and was not tried.
        Assert.True(await SucceedAsync(await ClaimedAsync("anna")));
        await _box.ReturnAsync((await TakeAsync())!.Value.Message, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await TakeAsync())!.Value.Message.Attempt);
    }

    [Fact]
    public async Task Pauses_grow_and_end()
    {
        Assert.True(await SucceedAsync(await ClaimedAsync("anna")));
        double[] least = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000];
        string id = "";
        for (int attempt = 1; attempt <= least.Length + 1; attempt++)
        {
            WebhookDelivery message = (await TakeAsync())!.Value.Message;
            id = message.Id;
            Assert.Equal(attempt, message.Attempt);
            await _box.EndAsync(message, Refused, TestContext.Current.CancellationToken);
            if (attempt <= least.Length)
            {
                double pause = ((await FindAsync(id)).Due - _clock.GetUtcNow().ToUnixTimeMilliseconds()) / 1_000.0;
                Assert.InRange(pause, least[attempt - 1], 1.1 * least[attempt - 1]);
                Assert.Null(await TakeAsync());
                _clock.Pass(pause + 0.01);
            }
        }

        WebhookDelivery given = await FindAsync(id);
        Assert.Equal((DeliveryState.Failed, 500, "It answered 500."), (given.State, given.AnswerStatus, given.Problem));
        Assert.Null((await WebhookAsync()).Stopped); // a day is not yet long
    }

    [Fact]
    public async Task A_dead_address_is_switched_off_after_days_and_says_why()
    {
        await FailAsync();
        Assert.True(await SucceedAsync(await ClaimedAsync("anna")));
        _clock.Pass(2 * 86_400);
        Assert.True(await AttemptAsync(Taken) is false);
        Assert.Null((await WebhookAsync()).FailingSince); // once it worked, the days are counted anew
        await FailAsync();
        _clock.Pass(3.1 * 86_400);
        Assert.True(await SucceedAsync(await ClaimedAsync("anna")));
        Assert.True(await AttemptAsync(Refused));
        Webhook webhook = await WebhookAsync();
        Assert.NotNull(webhook.Stopped);
        Assert.Contains("It answered 500.", webhook.StopReason, StringComparison.Ordinal);

        Assert.True(await SucceedAsync(await ClaimedAsync("anna")));
        Assert.Null(await TakeAsync());
    }

    [Fact]
    public async Task Who_answers_gone_is_not_told_again()
    {
        Assert.True(await SucceedAsync(await ClaimedAsync("anna")));
        Assert.True(await AttemptAsync(new SendOutcome { Status = 410, Problem = "It answered 410." }));
        Assert.NotNull((await WebhookAsync()).StopReason);
    }

    [Fact]
    public async Task A_webhook_that_is_deleted_meanwhile_hinders_nothing()
    {
        Assert.True(await SucceedAsync(await ClaimedAsync("anna")));
        await using Store store = _stores.CreateDbContext();
        await store.Webhooks.ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        Assert.Null(await TakeAsync());
        Assert.Equal(0, await store.WebhookDeliveries.CountAsync(TestContext.Current.CancellationToken));
    }

    private async Task FailAsync()
    {
        Assert.True(await SucceedAsync(await ClaimedAsync("anna")));
        Assert.False(await AttemptAsync(Refused));
    }

    private async Task<bool> AttemptAsync(SendOutcome outcome) => await _box.EndAsync((await TakeAsync())!.Value.Message, outcome, TestContext.Current.CancellationToken);

    private Task<(WebhookDelivery Message, Webhook To)?> TakeAsync() => _box.TakeAsync(TestContext.Current.CancellationToken);

    private async Task<Job> ClaimAsync() => (await _board.ClaimAsync(of: null, TestContext.Current.CancellationToken))!;

    private async Task<Job> ClaimedAsync(string account, JobKind kind = JobKind.Master)
    {
        _clock.Pass(0.01);
        await _desk.BeginAsync(_desk.New(kind, account, "up_1", new JobWork { Name = "song" }), key: null, requestHash: "", with: null, TestContext.Current.CancellationToken);
        return await ClaimAsync();
    }

    private Task<bool> SucceedAsync(Job job) => _board.SucceedAsync(job, new JobResult { Files = [] }, _ => Task.CompletedTask, TestContext.Current.CancellationToken);

    private async Task<(string, WebhookEvent)[]> MessagesAsync()
    {
        await using Store store = _stores.CreateDbContext();
        WebhookDelivery[] messages = await store.WebhookDeliveries.AsNoTracking().OrderBy(message => message.Created).ToArrayAsync(TestContext.Current.CancellationToken);
        return Array.ConvertAll(messages, message => (message.JobId!, message.Event));
    }

    private async Task<WebhookDelivery> FindAsync(string id)
    {
        await using Store store = _stores.CreateDbContext();
        return await store.WebhookDeliveries.AsNoTracking().SingleAsync(message => message.Id == id, TestContext.Current.CancellationToken);
    }

    private async Task<Webhook> WebhookAsync()
    {
        await using Store store = _stores.CreateDbContext();
        return await store.Webhooks.AsNoTracking().SingleAsync(webhook => webhook.Id == "hook_anna", TestContext.Current.CancellationToken);
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
