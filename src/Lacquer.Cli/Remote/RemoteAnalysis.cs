using System.Text.Json.Nodes;
using Lacquer.Mastering;

namespace Lacquer.Cli.Remote;

/// <summary>Has a service measure a file. The file is sent, measured and erased there.</summary>
internal static class RemoteAnalysis
{
    /// <returns>The analysis, as <c>analyze --json</c> has it.</returns>
    public static async Task<JsonObject> RunAsync(ServiceClient service, string file, SavedReference reference, IProgress<MasteringProgress>? progress, CancellationToken cancel)
    {
        string upload = await new TusUpload(service).SendAsync(file, progress is null ? null : new Sent(progress), cancel);
        try
        {
            JsonObject job = await service.PostAsync("/v1/analyses", new JsonObject { ["uploadId"] = upload }, cancel);
            job = await new JobWatch(service).EndAsync(job, progress, cancel);
            JsonObject analysis = await service.GetAsync(job["links"]!["analysis"]!.GetValue<string>(), cancel);
            if (reference.IsWanted)
            {
                reference.Write(await service.TextAsync(job["links"]!["reference"]!.GetValue<string>(), cancel));
            }

            analysis["file"] = file;
            return analysis;
        }
        finally
        {
            await service.TryDeleteAsync($"/v1/uploads/{upload}");
        }
    }

    private sealed class Sent(IProgress<MasteringProgress> whole) : IProgress<double>
    {
        public void Report(double value) => whole.Report(new MasteringProgress("upload", 0));
    }
}
