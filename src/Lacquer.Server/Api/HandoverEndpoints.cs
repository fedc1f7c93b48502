using System.Text;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Reporting.Handover;
using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lacquer.Server.Api;

/// <summary>A revision's plan and equaliser in forms that other tools read.</summary>
internal static class HandoverEndpoints
{
    private const string Plan = "plan.json";
    private const string Graphic = "graphic-eq.txt";
    private const string Parametric = "parametric-eq.txt";
    private const string Reaper = "reaper.jsfx";

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder handover = api.MapGroup("/v1/masters/{id}/revisions/{number:int}/handover").WithTags("Masters");
        handover.MapGet("", ListAsync).WithSummary("Files by which other tools go on with a revision, and what they cannot hold.");
        handover.MapGet("/{name}", FileAsync).WithSummary("One of them.").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
    }

    private static async Task<Ok<HandoverView>> ListAsync(string id, int number, HttpContext http, Store store, CancellationToken cancel)
    {
        Master master = await MasterEndpoints.FindAsync(store, http, id, cancel);
        Revision revision = MasterEndpoints.Basis(master, number);
        string below = $"/v1/masters/{master.Id}/revisions/{revision.Number}/handover";
        MasteringPlan plan = PlanJson.Read(revision.Plan!);
        IReadOnlyList<string> left = EqualizerText.LeftOut(plan);
        HandoverFile File(string name, string about, IReadOnlyList<string> leftOut) => new() { Name = name, About = about, Url = $"{below}/{name}", LeftOut = leftOut };
        return TypedResults.Ok(new HandoverView
        {
            Files =
            [
                File(Plan, "Every setting, to be repeated by Lacquer", []),
                File(Graphic, "High-pass and equaliser point by point, for Equalizer APO and what reads its GraphicEQ", left),
                File(Parametric, "High-pass and equaliser as filters, for Equalizer APO and parametric equalisers", left),
                File(Reaper, "High-pass and equaliser on middle and sides, as an effect for REAPER (JSFX)", ReaperEffect.LeftOut(plan)),
            ],
            LeftOut = left,
        });
    }

    private static async Task<IResult> FileAsync(string id, int number, string name, HttpContext http, Store store, CancellationToken cancel)
    {
        Master master = await MasterEndpoints.FindAsync(store, http, id, cancel);
        Revision revision = MasterEndpoints.Basis(master, number);
        string text = name switch
        {
            Plan => revision.Plan!,
            Graphic => EqualizerText.Graphic(PlanJson.Read(revision.Plan!)),
            Parametric => EqualizerText.Parametric(PlanJson.Read(revision.Plan!)),
            Reaper => ReaperEffect.Write(PlanJson.Read(revision.Plan!)),
            _ => throw ApiException.NotFound("file"),
        };
        string type = name == Plan ? "application/json" : "text/plain; charset=utf-8";
        return Results.File(Encoding.UTF8.GetBytes(text), type, $"{Path.GetFileNameWithoutExtension(master.Name)}.master.r{revision.Number}.{name}");
    }
}
