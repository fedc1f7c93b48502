using System.Net;
using System.Net.Sockets;

namespace Lacquer.Server.Tests.CommandLine;

/// <summary>A connection that breaks off again and again costs time and nothing else.</summary>
public sealed class BrokenConnectionTests(Studio studio) : IDisposable
{
    private const int BytesAtATime = 4_000_000; // what each connection carries before it breaks; of an upload of 10.6 MB

    private readonly string _folder = Directory.CreateTempSubdirectory("lacquer-broken-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_upload_goes_on_where_it_broke_off_and_the_analysis_is_the_same()
    {
        string song = Path.Combine(_folder, "song.wav");
        File.WriteAllBytes(song, Studio.Song(60));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int breaks = 0;
        Task serving = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    TcpClient client = await listener.AcceptTcpClientAsync(stop.Token);
                    _ = CarryAsync(client, () => Interlocked.Increment(ref breaks), stop.Token);
                }
            },
            stop.Token);
        Command there = await Command.RunAsync(null, "analyze", song, "--json", "--server", $"http://{listener.LocalEndpoint}");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
        Assert.True(there.ExitCode == 0, there.Error);
        Assert.InRange(breaks, 2, 20);
        Command here = await Command.RunAsync(null, "analyze", song, "--json");
        Assert.Equal(here.Out, there.Out);
    }

    /// <summary>Carries bytes both ways, and no more than so many.</summary>
    private async Task CarryAsync(TcpClient client, Action broken, CancellationToken cancel)
    {
        using (client)
        using (var service = new TcpClient())
        {
            await service.ConnectAsync(IPAddress.Loopback, studio.Http.BaseAddress!.Port, cancel);
            try
            {
                Task back = service.GetStream().CopyToAsync(client.GetStream(), cancel);
                var block = new byte[1 << 16];
                int carried = 0, read;
                while ((read = await client.GetStream().ReadAsync(block, cancel)) > 0)
                {
                    await service.GetStream().WriteAsync(block.AsMemory(0, read), cancel);
                    if ((carried += read) > BytesAtATime)
                    {
                        broken();
                        client.Client.LingerState = new LingerOption(enable: true, seconds: 0); // a reset, as a network does it
                        return;
                    }
                }

                service.Client.Shutdown(SocketShutdown.Send);
                await back;
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // The other side has gone.
            }
        }
    }
}
