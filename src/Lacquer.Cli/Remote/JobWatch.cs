using System.Text.Json.Nodes;
using Lacquer.Mastering;

namespace Lacquer.Cli.Remote;

/// <summary>Waits for a job of the service and tells how far it is, from the events that the service sends.</summary>
internal sealed class JobWatch(ServiceClient service)
{
    private const int MostBreaks = 8; // in a row, without an event
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60); // the service gives a sign of life every quarter of a minute

    /// <summary>Waits until a job is over.</summary>
    /// <param name="job">The job as it was begun.</param>
    /// <param name="progress">Told of it; may be null.</param>
    /// <param name="cancel">Stops; the job is canceled.</param>
    /// <returns>The job that succeeded.</returns>
    /// <exception cref="ServiceException">It failed, or nothing is heard of the service any more.</exception>
    public async Task<JsonObject> EndAsync(JsonObject job, IProgress<MasteringProgress>? progress, CancellationToken cancel)
    {
        string address = $"/v1/jobs/{job["id"]!.GetValue<string>()}";
        try
        {
            string? last = null;
            for (int breaks = 0; !IsOver(job); breaks++)
            {
                string? before = last;
                try
                {
                    (job, last) = await ListenAsync(address, job, last, progress, cancel);
                    breaks = last == before ? breaks : 0;
                }
                catch (Exception exception) when (breaks < MostBreaks && (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancel.IsCancellationRequested)))
                {
                    await Task.Delay(Pause, cancel); // the connection broke off; it goes on where it was
                }

                if (breaks >= MostBreaks)
                {
                    throw new ServiceException(Cli.ExitCode.ProgramMissing, "serviceAway", $"the service at {service.Name} says nothing more; the job {address.Split('/')[^1]} may go on there.");
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await service.TryDeleteAsync(address);
            throw;
        }

        return State(job) == "succeeded" ? job : throw Failed(job);
    }

    private async Task<(JsonObject Job, string? Last)> ListenAsync(string address, JsonObject job, string? last, IProgress<MasteringProgress>? progress, CancellationToken cancel)
    {
        using HttpResponseMessage events = await service.OpenAsync(address + "/events", cancel, last);
        using var reader = new StreamReader(await events.Content.ReadAsStreamAsync(cancel));
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        while (!IsOver(job))
        {
            silence.CancelAfter(Silence);
            if (await reader.ReadLineAsync(silence.Token) is not { } line)
            {
                break;
            }

            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                last = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                job = JsonNode.Parse(line[6..])!.AsObject();
                progress?.Report(new MasteringProgress(job["stage"]?.GetValue<string>() ?? State(job), job["progress"]!.GetValue<double>()));
            }
        }

        return (job, last);
    }

    private static bool IsOver(JsonObject job) => State(job) is "succeeded" or "failed" or "canceled";

    private static string State(JsonObject job) => job["state"]!.GetValue<string>();

    private static ServiceException Failed(JsonObject job)
    {
        string code = job["failure"]?["code"]?.GetValue<string>() ?? "canceled";
        string words = job["failure"]?["message"]?.GetValue<string>() ?? "somebody canceled the job on the service.";
        int exitCode = code switch
        {
            "canceled" or "model" or "programMissing" => Cli.ExitCode.ProgramMissing,
            "impossible" => Cli.ExitCode.Usage,
            "fault" or "renderLost" or "workerLost" or "unwritable" => Cli.ExitCode.Fault,
            _ => Cli.ExitCode.BadInput, // a file's fault, as the program itself would have said it
        };
        return new ServiceException(exitCode, code, words);
    }
}
