using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Lacquer.Server.Jobs;

/// <summary>The queue of many machines: quorum queues of RabbitMQ, one for each class, confirmed when published and acknowledged when the work is done.</summary>
internal sealed partial class RabbitQueue(string address, ILogger<RabbitQueue> log) : IJobQueue, IAsyncDisposable
{
    private const string Dead = "lacquer.dead";
    private const int MostDeliveries = 5; // of one announcement; then it goes to the dead letters, and the job is announced anew

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _opening = new(1, 1);
    private IConnection? _connection;
    private IChannel? _publishing;

    /// <inheritdoc/>
    public async Task AnnounceAsync(JobClass of, int count, CancellationToken cancel)
    {
        try
        {
            IChannel channel = await PublishingAsync(cancel);
            for (int i = 0; i < count; i++)
            {
                await channel.BasicPublishAsync("", Name(of), mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, ReadOnlyMemory<byte>.Empty, cancel);
            }
        }
        catch (Exception exception) when (IsAway(exception))
        {
            // The job is kept; whoever watches over the jobs announces it again.
            LogAway(exception.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<int> AnnouncedAsync(JobClass of, CancellationToken cancel)
    {
        try
        {
            return (int)await (await PublishingAsync(cancel)).MessageCountAsync(Name(of), cancel);
        }
        catch (Exception exception) when (IsAway(exception))
        {
            return int.MaxValue;
        }
    }

    /// <inheritdoc/>
    public async Task ConsumeAsync(JobClass of, Func<Task<bool>> work, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await ConsumeUntilAwayAsync(of, work, cancel);
            }
            catch (Exception exception) when (IsAway(exception))
            {
                LogAway(exception.Message);
                await Task.Delay(Pause, cancel);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _opening.Dispose();
    }

    private static string Name(JobClass of) => of == JobClass.Short ? "lacquer.short" : "lacquer.whole";

    private static bool IsAway(Exception exception) =>
        exception is RabbitMQClientException or IOException or System.Net.Sockets.SocketException or ObjectDisposedException or TimeoutException;

    private async Task ConsumeUntilAwayAsync(JobClass of, Func<Task<bool>> work, CancellationToken cancel)
    {
        IConnection connection = await ConnectionAsync(cancel);
        await using IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        await channel.BasicQosAsync(0, prefetchCount: 1, global: false, cancel);
        var consumer = new AsyncEventingBasicConsumer(channel);
        var announced = System.Threading.Channels.Channel.CreateBounded<ulong>(1);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        consumer.ReceivedAsync += async (_, message) => await announced.Writer.WriteAsync(message.DeliveryTag, cancel);
        channel.ChannelShutdownAsync += (_, _) =>
        {
            gone.TrySetResult();
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(Name(of), autoAck: false, consumer, cancel);
        while (true)
        {
            Task<ulong> next = announced.Reader.ReadAsync(cancel).AsTask();
            if (await Task.WhenAny(next, gone.Task) == gone.Task)
            {
                throw new IOException("the connection to the broker is gone.");
            }

            ulong tag = await next;
            await work();
            // Only now: if this process dies before, the broker gives the announcement to another one.
            await channel.BasicAckAsync(tag, multiple: false, CancellationToken.None);
        }
    }

    private async Task<IChannel> PublishingAsync(CancellationToken cancel)
    {
        IConnection connection = await ConnectionAsync(cancel);
        await _opening.WaitAsync(cancel);
        try
        {
            if (_publishing is not { IsOpen: true })
            {
                _publishing = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancel);
            }

            return _publishing;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<IConnection> ConnectionAsync(CancellationToken cancel)
    {
        await _opening.WaitAsync(cancel);
        try
        {
            if (_connection is { IsOpen: true })
            {
                return _connection;
            }

            if (_connection is not null)
            {
                await _connection.DisposeAsync();
                (_connection, _publishing) = (null, null);
            }

            // Recovery is ours: consumers begin again by themselves, and nothing is published twice behind our back.
            var factory = new ConnectionFactory { Uri = new Uri(address), ClientProvidedName = "lacquer", AutomaticRecoveryEnabled = false, RequestedConnectionTimeout = TimeSpan.FromSeconds(5) };
            IConnection connection = await factory.CreateConnectionAsync(cancel);
            await DeclareAsync(connection, cancel);
            return _connection = connection;
        }
        finally
        {
            _opening.Release();
        }
    }

    private static async Task DeclareAsync(IConnection connection, CancellationToken cancel)
    {
        await using IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        await channel.QueueDeclareAsync(Dead, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-max-length"] = 10_000 }, cancellationToken: cancel);
        foreach (JobClass of in Enum.GetValues<JobClass>())
        {
            var arguments = new Dictionary<string, object?>
            {
                ["x-queue-type"] = "quorum",
                ["x-delivery-limit"] = MostDeliveries,
                ["x-dead-letter-exchange"] = "",
                ["x-dead-letter-routing-key"] = Dead,
            };
            await channel.QueueDeclareAsync(Name(of), durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker is away: {Problem}")]
    private partial void LogAway(string problem);
}
