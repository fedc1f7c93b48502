using System.Net;

namespace Lacquer.Server.Tests.Accounts;

/// <summary>Two bytes, the second of which waits.</summary>
internal sealed class SlowContent(Task gate) : HttpContent
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Begun => _begun.Task;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(new byte[1]);
        await stream.FlushAsync();
        _begun.SetResult();
        await gate;
        await stream.WriteAsync(new byte[1]);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 2;
        return true;
    }
}
