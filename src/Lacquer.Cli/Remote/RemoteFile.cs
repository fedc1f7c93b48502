using Lacquer.Audio;
using Lacquer.Audio.Encoding;

namespace Lacquer.Cli.Remote;

/// <summary>Brings a file of the service here: whole or not at all.</summary>
internal static class RemoteFile
{
    private const int BlockBytes = 1 << 16;
    private const int MostBreaks = 5;

    /// <exception cref="AudioFileException">It cannot be written.</exception>
    /// <exception cref="ServiceException">The service is away, or refuses.</exception>
    public static async Task SaveAsync(ServiceClient service, string address, string path, bool overwrite, CancellationToken cancel)
    {
        for (int breaks = 1; ; breaks++)
        {
            using var file = AtomicFile.Create(path, overwrite);
            try
            {
                using HttpResponseMessage answer = await service.OpenAsync(address, cancel);
                await using Stream content = await answer.Content.ReadAsStreamAsync(cancel);
                var block = new byte[BlockBytes];
                long length = 0;
                int read;
                while ((read = await content.ReadAsync(block, cancel)) > 0)
                {
                    file.Write(block.AsSpan(0, read));
                    length += read;
                }

                if (answer.Content.Headers.ContentLength is { } announced && announced != length)
                {
                    throw new IOException($"only {length} of {announced} bytes came");
                }

                file.Complete();
                return;
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException)
            {
                if (breaks >= MostBreaks)
                {
                    throw new ServiceException(Cli.ExitCode.ProgramMissing, "serviceAway", $"the master could not be fetched from {service.Name} ({exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}).", exception);
                }
            }
        }
    }
}
