using System.Text.Json;
using System.Text.RegularExpressions;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Presets;
using Lacquer.Server.Api.Description;
using Lacquer.Server.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Lacquer.Server.Api;

/// <summary>The presets that come with the product, and the account's own.</summary>
internal static partial class PresetEndpoints
{
    private const int MostPresets = 200;
    private const int LongestText = 1 << 16; // with everything set by hand, and references, about ten thousand

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder presets = api.MapGroup("/v1/presets").WithTags("Catalogue");
        presets.MapGet("", ListAsync).WithSummary("The presets with the reason for each setting: those that come with the product, then one's own.");
        presets.MapPost("", CreateAsync).WithSummary("Saves a preset of one's own, in the form of the command line's preset files.").Refuses(StatusCodes.Status409Conflict, "There is one of that name.");
        presets.MapGet("/{name}", GetAsync).WithSummary("One preset, as a file for --preset.").Produces<JsonElement>();
        presets.MapPut("/{name}", PutAsync).WithSummary("Saves a preset of one's own under this name, or replaces it. Masters that were made with it stay as they are.");
        presets.MapDelete("/{name}", DeleteAsync).WithSummary("Deletes a preset of one's own.");
    }

    /// <summary>Presets as a job keeps them: names of one's own become what they hold now.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ResolveAsync(Store store, HttpContext http, IReadOnlyList<JsonElement> wished, CancellationToken cancel)
    {
        var presets = new List<JsonElement>(wished.Count);
        foreach (JsonElement wish in wished)
        {
            string? own = wish.ValueKind == JsonValueKind.String && BuiltInPresets.Find(wish.GetString()!) is null ? await TextAsync(store, http, wish.GetString()!, cancel) : null;
            presets.Add(own is null ? wish : JsonSerializer.Deserialize<JsonElement>(own, ServiceJson.Options));
        }

        return presets;
    }

    private static async Task<Ok<PresetView[]>> ListAsync(HttpContext http, Store store, CancellationToken cancel)
    {
        string account = Caller.AccountId(http);
        string[] own = await store.OwnPresets.Where(preset => preset.AccountId == account).OrderBy(preset => preset.Name).Select(preset => preset.Text).ToArrayAsync(cancel);
        return TypedResults.Ok(BuiltInPresets.All.Concat(own.Select(PresetJson.Read)).Select(PresetView.Of).ToArray());
    }

    private static async Task<IResult> GetAsync(string name, HttpContext http, Store store, CancellationToken cancel) => Results.Text(
        BuiltInPresets.Find(name) is { } preset ? PresetJson.Write(preset) : await TextAsync(store, http, name, cancel) ?? throw ApiException.NotFound("preset"), "application/json");

    private static async Task<Created<PresetView>> CreateAsync(JsonElement request, HttpContext http, Store store, TimeProvider clock, CancellationToken cancel)
    {
        Preset preset = Read(request);
        return await SaveAsync(preset, http, store, clock, replaces: false, cancel)
            ? TypedResults.Created($"/v1/presets/{preset.Name}", PresetView.Of(preset))
            : throw new ApiException(StatusCodes.Status409Conflict, "preset-exists", "It exists already", $"You have a preset {preset.Name} already; choose another name, or replace it (PUT).");
    }

    private static async Task<Ok<PresetView>> PutAsync(string name, JsonElement request, HttpContext http, Store store, TimeProvider clock, CancellationToken cancel)
    {
        Preset preset = Read(request) with { Name = name };
        await SaveAsync(preset, http, store, clock, replaces: true, cancel);
        return TypedResults.Ok(PresetView.Of(preset));
    }

    private static async Task<NoContent> DeleteAsync(string name, HttpContext http, Store store, CancellationToken cancel)
    {
        string account = Caller.AccountId(http);
        return await store.OwnPresets.Where(preset => preset.AccountId == account && preset.Name == name).ExecuteDeleteAsync(cancel) > 0
            ? TypedResults.NoContent()
            : throw ApiException.NotFound("preset of your own");
    }

    private static async Task<bool> SaveAsync(Preset preset, HttpContext http, Store store, TimeProvider clock, bool replaces, CancellationToken cancel)
    {
        if (!Name().IsMatch(preset.Name))
        {
            throw ApiException.Impossible("/name", "A preset's name has lower case letters, digits and hyphens, at most 64.");
        }

        if (BuiltInPresets.Find(preset.Name) is not null)
        {
            throw ApiException.Impossible("/name", $"{preset.Name} comes with Lacquer and stays as it is; choose another name.");
        }

        string account = Caller.AccountId(http);
        if (await store.OwnPresets.CountAsync(other => other.AccountId == account && other.Name != preset.Name, cancel) >= MostPresets)
        {
            throw ApiException.Impossible("", $"An account has at most {MostPresets} presets; delete one that is not used.");
        }

        string text = PresetJson.Write(preset);
        if (text.Length > LongestText)
        {
            throw ApiException.Impossible("", $"A preset has at most {LongestText} characters.");
        }

        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        int added = await store.Database.ExecuteSqlAsync(
            $"INSERT INTO own_presets (account_id, name, text, created) VALUES ({account}, {preset.Name}, {text}, {now}) ON CONFLICT (account_id, name) DO NOTHING", cancel);
        if (added == 0 && replaces)
        {
            await store.OwnPresets.Where(old => old.AccountId == account && old.Name == preset.Name).ExecuteUpdateAsync(set => set.SetProperty(old => old.Text, text), cancel);
        }

        return added > 0;
    }

    private static Preset Read(JsonElement request) => request.ValueKind == JsonValueKind.Object
        ? PresetJson.Read(request.GetRawText())
        : throw new PlanException("a preset is an object with controls.");

    private static async Task<string?> TextAsync(Store store, HttpContext http, string name, CancellationToken cancel)
    {
        string account = Caller.AccountId(http);
        return Name().IsMatch(name) ? await store.OwnPresets.Where(preset => preset.AccountId == account && preset.Name == name).Select(preset => preset.Text).SingleOrDefaultAsync(cancel) : null;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9\-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
