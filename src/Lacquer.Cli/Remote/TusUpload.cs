using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Lacquer.Audio;

namespace Lacquer.Cli.Remote;

/// <summary>Sends a file by the tus protocol: what breaks off goes on where the service has it safe.</summary>
/// <remarks>https://tus.io/protocols/resumable-upload, version 1.0.0.</remarks>
internal sealed class TusUpload(ServiceClient service)
{
    private const string Version = "1.0.0";
    private const int MostBreaks = 8; // in a row, without a byte more
    private const int BlockBytes = 1 << 16;

    private static readonly Dictionary<string, string> Speaks = new(StringComparer.Ordinal) { ["Tus-Resumable"] = Version };
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Sends a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told the share that was sent; may be null.</param>
    /// <param name="cancel">Stops; what was sent is thrown away.</param>
    /// <returns>The upload's id.</returns>
    /// <exception cref="AudioFileException">The file cannot be read.</exception>
    /// <exception cref="ServiceException">The service is away, or refuses.</exception>
    public async Task<string> SendAsync(string path, IProgress<double>? progress, CancellationToken cancel)
    {
        await using FileStream file = Open(path);
        string name = Convert.ToBase64String(Encoding.UTF8.GetBytes(Path.GetFileName(path)));
        using HttpResponseMessage begun = await service.SendAsync(
            () => Request(HttpMethod.Post, "/v1/uploads", ("Upload-Length", file.Length.ToString(CultureInfo.InvariantCulture)), ("Upload-Metadata", $"filename {name}")), tries: 6, cancel);
        string address = begun.Headers.Location?.OriginalString ?? throw new ServiceException(Cli.ExitCode.Fault, "fault", "the service began an upload and did not say where.");
        try
        {
            await SendAsync(file, address, progress, cancel);
        }
        catch
        {
            await service.TryDeleteAsync(address, Speaks);
            throw;
        }

        return address.Split('/')[^1];
    }

    private async Task SendAsync(FileStream file, string address, IProgress<double>? progress, CancellationToken cancel)
    {
        long at = 0;
        int breaks = 0;
        while (at < file.Length)
        {
            bool broke = false;
            try
            {
                // One attempt at a time: a body that was sent in part cannot be sent again from its beginning.
                using HttpResponseMessage answer = await service.SendAsync(() => Patch(file, address, at, progress), tries: 1, cancel);
            }
            catch (ServiceException e) when (e.Code is "serviceAway" or "tus-offset")
            {
                broke = true;
                if (++breaks > MostBreaks)
                {
                    throw;
                }
            }

            if (broke)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 0.25 * Math.Pow(2, breaks))), cancel);
            }

            long now = await OffsetAsync(address, cancel);
            breaks = now > at ? 0 : breaks;
            at = now > at || broke ? now : throw new ServiceException(Cli.ExitCode.Fault, "fault", "the service takes no more bytes of the file and does not say why; please report it.");
        }
    }

    private async Task<long> OffsetAsync(string address, CancellationToken cancel)
    {
        using HttpResponseMessage answer = await service.SendAsync(() => Request(HttpMethod.Head, address), tries: 6, cancel);
        return answer.Headers.TryGetValues("Upload-Offset", out IEnumerable<string>? values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out long at)
            ? at
            : throw new ServiceException(Cli.ExitCode.Fault, "fault", "the service does not say how much of the file it has.");
    }

    private static HttpRequestMessage Patch(FileStream file, string address, long at, IProgress<double>? progress)
    {
        HttpRequestMessage request = Request(HttpMethod.Patch, address, ("Upload-Offset", at.ToString(CultureInfo.InvariantCulture)));
        request.Content = new Rest(file, at, progress);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return request;
    }

    private static HttpRequestMessage Request(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Tus-Resumable", Version);
        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    private static FileStream Open(string path)
    {
        if (SpecialFile.Kind(path) is { } kind)
        {
            throw new AudioFileException(AudioFault.Unreadable, $"is {kind}, not a file; name a sound file.");
        }

        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BlockBytes, FileOptions.Asynchronous);
            return file.Length > 0 ? file : throw new AudioFileException(AudioFault.Empty, "the file is empty; choose one with sound in it.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AudioFileException(AudioFault.Unreadable, "there is no such file; check the name.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AudioFileException(AudioFault.Unreadable, $"cannot be read ({e.Message.ReplaceLineEndings(" ")}).", e);
        }
    }

    /// <summary>The file from a place on.</summary>
    private sealed class Rest(FileStream file, long from, IProgress<double>? progress) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken)
        {
            file.Position = from;
            var block = new byte[BlockBytes];
            int read;
            while ((read = await file.ReadAsync(block, cancellationToken)) > 0)
            {
                await stream.WriteAsync(block.AsMemory(0, read), cancellationToken);
                progress?.Report((double)file.Position / file.Length);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = file.Length - from;
            return true;
        }
    }
}
