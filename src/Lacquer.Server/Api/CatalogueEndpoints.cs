using Lacquer.Mastering.Decision;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lacquer.Server.Api;

/// <summary>What there is to choose from: delivery targets, the stages with their parameters.</summary>
internal static class CatalogueEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/v1/targets", Targets).WithTags("Catalogue").WithSummary("The loudness targets by name, and when they were looked up.");
        api.MapGet("/v1/stages", Stages).WithTags("Catalogue").WithSummary("The stages of the chain with the parameters that can be set by hand.");
    }

    private static Ok<TargetsView> Targets() => TypedResults.Ok(new TargetsView
    {
        AsOf = DeliveryTargets.AsOf,
        Targets = [.. DeliveryTargets.All.Select(target => new TargetView { Name = target.Name, LoudnessLufs = target.LoudnessLufs })],
    });

    private static Ok<StageView[]> Stages() => TypedResults.Ok(StageCatalogue.All.Select(stage => new StageView
    {
        Name = stage.Name,
        About = stage.Meaning,
        AllowsTimeRange = stage.AllowsTimeRange,
        Parameters = stage.ParameterNames,
        Ranges = [.. stage.Parameters.Select(ParameterView.Of)],
    }).ToArray());
}
