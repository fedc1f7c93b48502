using Lacquer.Server.Api.Description;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lacquer.Server.Api;

/// <summary>Measurements and mix feedback without mastering. An analysis is a job: its id is the job's.</summary>
internal static class AnalysisEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder analyses = api.MapGroup("/v1/analyses").WithTags("Analyses");
        analyses.MapPost("", CreateAsync).WithSummary("Measures an upload and says what an engineer would remark on.").BeginsJob();
        analyses.MapGet("/{id}", GetAsync).WithSummary("The measurements, once the job has succeeded.").Produces(StatusCodes.Status200OK, contentType: "application/json").Refuses(StatusCodes.Status409Conflict, "The job is not over, or has failed.");
    }

    private static async Task<Accepted<JobView>> CreateAsync(AnalysisRequest request, HttpContext http, Store store, JobDesk desk, CancellationToken cancel)
    {
        Upload upload = await UploadEndpoints.FindCompleteAsync(store, http, request.UploadId, cancel);
        return await JobEndpoints.BeginAsync(http, desk, desk.New(JobKind.Analysis, Caller.AccountId(http), upload.Id, new JobWork { Name = upload.Name }), request, with: null, cancel);
    }

    private static async Task<IResult> GetAsync(string id, HttpContext http, Store store, IObjectStore objects, CancellationToken cancel)
    {
        Job job = await JobEndpoints.FindAsync(store, http, id, cancel);
        JobFile? file = JobView.Files(job).FirstOrDefault(file => file.Name == "analysis.json");
        return job.Kind != JobKind.Analysis ? throw ApiException.NotFound("analysis")
            : file is null ? throw new ApiException(StatusCodes.Status409Conflict, "analysis-unfinished", "Not there yet", $"The analysis is {job.State.ToString().ToLowerInvariant()}; see its job.")
            : Results.Stream(await objects.OpenAsync(file.Key, cancel), "application/json");
    }
}
