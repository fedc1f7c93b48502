using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lacquer.Server.Tests.Servers;

namespace Lacquer.Server.Tests.Accounts;

/// <summary>
/// Nobody sees, changes or guesses at what belongs to another account. The operations come from the OpenAPI document: one that is new and
/// not described here fails.
/// </summary>
public sealed partial class IsolationTests
{
    private const string IdempotencyKey = "the same";

    /// <summary>Operations that name no object of anybody's, or whose object is whoever asks.</summary>
    private static readonly string[] WithoutObjects =
    [
        "GET /v1/account", "POST /v1/account", "DELETE /v1/account", "GET /v1/account/login", "POST /v1/account/login", "POST /v1/account/logout", "PUT /v1/account/password",
        "POST /v1/account/keys", "GET /v1/targets", "GET /v1/stages", "POST /v1/uploads", "OPTIONS /v1/uploads", "POST /v1/webhooks",
        "POST /v1/presets", "PUT /v1/presets/{name}", "GET /v1/albums", "POST /v1/albums", "GET /v1/deliverables", "POST /v1/deliverables",
    ];

    private static readonly string[] Lists = ["GET /v1/account/keys", "GET /v1/uploads", "GET /v1/masters", "GET /v1/references", "GET /v1/webhooks", "GET /v1/presets"];

    [Fact]
    public Task Another_accounts_objects_are_not_there_on_sqlite() => CheckAsync(settings => settings);

    [Fact]
    public async Task Another_accounts_objects_are_not_there_on_postgresql()
    {
        await using var postgres = new PostgresServer();
        await postgres.StartAsync();
        string database = await postgres.DatabaseAsync("lacquer_isolation");
        await CheckAsync(settings => settings with { Database = database });
    }

    private static async Task CheckAsync(Func<ServiceSettings, ServiceSettings> with)
    {
        await using var studio = new Studio { With = settings => with(AccountStudio.On(settings)) };
        await studio.InitializeAsync();
        using Person anna = await Person.NewAsync(studio);
        using Person bert = await Person.NewAsync(studio);
        Studio hers = await anna.StudioAsync(), his = await bert.StudioAsync();
        Dictionary<string, string> ids = await MakeAsync(anna, hers);
        var bodies = Bodies(ids);
        string before = await StateAsync(hers, ids);

        JsonObject document = await studio.JsonAsync("/openapi/v1.json");
        int asked = 0;
        foreach ((string path, JsonNode? operations) in document["paths"]!.AsObject())
        {
            foreach (string method in operations!.AsObject().Select(operation => operation.Key.ToUpperInvariant()).Where(name => name is not "PARAMETERS" and not "SUMMARY"))
            {
                string operation = $"{method} {path}";
                if (WithoutObjects.Contains(operation))
                {
                    continue;
                }

                if (Lists.Contains(operation))
                {
                    string list = await his.Http.GetStringAsync(path, TestContext.Current.CancellationToken);
                    Assert.DoesNotContain(ids.Values, id => id.IndexOfAny(['_', '-']) >= 0 && list.Contains(id, StringComparison.Ordinal));
                    continue;
                }

                string address = Hole().Replace(path, hole => Fill(operation, hole.Groups[1].Value, ids));
                bool needsBody = method is "POST" or "PUT";
                object[] tries = bodies.GetValueOrDefault(operation, []);
                Assert.True(!needsBody || tries.Length > 0, $"{operation} is new: say here which body would reach another account's objects.");
                foreach (object? body in needsBody ? tries : new object?[] { null })
                {
                    using HttpResponseMessage answer = await AskAsync(his, method, address, body);
                    Assert.True((int)answer.StatusCode == 404, $"{operation} is {(int)answer.StatusCode} for another account.");
                    asked++;
                }
            }
        }

        // What is named within a body, and keys that two accounts happen to choose alike.
        string own = await his.UploadAsync(Studio.Song(1), "his.wav");
        using HttpResponseMessage drawn = await his.PostAsync("/v1/masters", new { uploadId = own, references = new { tracks = new[] { new { id = ids["reference"] } } } });
        Assert.Equal(HttpStatusCode.NotFound, drawn.StatusCode);
        using HttpResponseMessage preset = await his.PostAsync("/v1/masters", new { uploadId = own, presets = new[] { ids["preset"] } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, preset.StatusCode);
        JsonObject repeated = await his.BeginAsync("/v1/analyses", new { uploadId = own }, IdempotencyKey);
        Assert.NotEqual(ids["analysis"], Studio.Text(repeated, "id"));

        Assert.True(asked >= 25, $"only {asked} operations were found in the document.");
        Assert.Equal(before, await StateAsync(hers, ids));

        // The addresses are right: to their owner they are there.
        foreach (string address in (string[])[$"/v1/uploads/{ids["upload"]}/audio", $"/v1/jobs/{ids["job"]}/files/report.json", $"/v1/masters/{ids["master"]}/revisions/1", $"/v1/references/{ids["reference"]}"])
        {
            using HttpResponseMessage answer = await hers.Http.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{address} is {(int)answer.StatusCode} for its owner.");
        }
    }

    /// <summary>A webhook that nothing ever reaches: its name leads to this machine.</summary>
    private static object Webhook => new { url = "https://localhost:9/", events = new[] { "job.succeeded" } };

    /// <summary>One object of each kind.</summary>
    private static async Task<Dictionary<string, string>> MakeAsync(Person anna, Studio hers)
    {
        string upload = await hers.UploadAsync(Studio.Song(3), "hers.wav");
        JsonObject reference = await hers.BeginAsync("/v1/references", new { uploadId = upload });
        JsonObject analysis = await hers.BeginAsync("/v1/analyses", new { uploadId = upload }, IdempotencyKey);
        JsonObject job = await hers.DoAsync("/v1/masters", new { uploadId = upload });
        Assert.Equal("succeeded", Studio.Text(job, "state"));
        await hers.EndAsync(Studio.Text(reference["job"]!, "id"));
        await hers.EndAsync(Studio.Text(analysis, "id"));
        using var content = new ByteArrayContent([]);
        using var begin = new HttpRequestMessage(HttpMethod.Post, "/v1/uploads");
        begin.Headers.Add("Tus-Resumable", "1.0.0");
        begin.Headers.Add("Upload-Length", "1000");
        using HttpResponseMessage half = await hers.Http.SendAsync(begin, TestContext.Current.CancellationToken);
        JsonObject webhook = await hers.BeginAsync("/v1/webhooks", Webhook);
        JsonObject message = await hers.BeginAsync($"/v1/webhooks/{Studio.Text(webhook, "id")}/test", new { });
        while ((await hers.JsonAsync($"/v1/webhooks/{Studio.Text(webhook, "id")}/deliveries"))["items"]![0]!["problem"] is null)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken); // until it stands in the webhook that nothing arrives
        }

        JsonObject share = await hers.BeginAsync($"/v1/masters/{Studio.Text(job, "masterId")}/shares", new { mayApprove = true });
        JsonObject comment = await hers.BeginAsync($"/v1/shares/{Studio.Text(share, "url").Split('/')[^1]}/comments", new { revision = 1, atSeconds = 1, author = "A", text = "hers" });
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["share"] = Studio.Text(share, "id"),
            ["comment"] = Studio.Text(comment, "id"),
            ["preset"] = Studio.Text(await hers.BeginAsync("/v1/presets", new { name = "hers-and-nobody-elses", controls = new { eq = 4 } }), "name"),
            ["webhook"] = Studio.Text(webhook, "id"),
            ["delivery"] = Studio.Text(message, "id"),
            ["upload"] = upload,
            ["half"] = half.Headers.Location!.OriginalString.Split('/')[^1],
            ["job"] = Studio.Text(job, "id"),
            ["analysis"] = Studio.Text(analysis, "id"),
            ["master"] = Studio.Text(job, "masterId"),
            ["reference"] = Studio.Text(reference, "id"),
            ["key"] = Studio.Text(await anna.KeyAsync("read"), "id"),
            ["number"] = "1",
            ["name"] = "audio.wav",
        };
    }

    private static Dictionary<string, object[]> Bodies(Dictionary<string, string> ids) => new(StringComparer.Ordinal)
    {
        ["POST /v1/analyses"] = [new { uploadId = ids["upload"] }],
        ["POST /v1/references"] = [new { uploadId = ids["upload"] }],
        ["POST /v1/masters"] = [new { uploadId = ids["upload"] }, new { uploadId = ids["upload"], preview = new { startSeconds = 0, durationSeconds = 1 } }],
        ["POST /v1/masters/{id}/revisions"] = [new { controls = new { eq = 4 } }, new { controls = new { eq = 4 }, preview = new { startSeconds = 0, durationSeconds = 1 } }],
        ["POST /v1/masters/{id}/revisions/{number}/deliveries"] = [new { format = "wav" }],
        ["POST /v1/notes:interpret"] = [new { note = "brighter", masterId = ids["master"] }],
        ["POST /v1/jobs/{id}/files/{name}/links"] = [new { }],
        ["POST /v1/masters/{id}/shares"] = [new { }],
        ["POST /v1/shares/{token}/comments"] = [new { revision = 1, atSeconds = 1, author = "B", text = "his" }],
        ["POST /v1/shares/{token}/approval"] = [new { revision = 1, verdict = "approved", name = "B" }],
        ["PUT /v1/webhooks/{id}"] = [Webhook],
        ["POST /v1/webhooks/{id}/secret"] = [new { }],
        ["POST /v1/webhooks/{id}/test"] = [new { }],
        ["POST /v1/webhooks/{id}/deliveries/{delivery}/redelivery"] = [new { }],
    };

    private static string Fill(string operation, string hole, Dictionary<string, string> ids)
    {
        string kind = hole == "id" || operation.Contains("/presets/", StringComparison.Ordinal) ? operation.Split('/')[2] : hole;
        return kind switch
        {
            "uploads" when operation.StartsWith("PATCH", StringComparison.Ordinal) => ids["half"],
            "uploads" => ids["upload"],
            "jobs" or "links" => ids["job"],
            "analyses" => ids["analysis"],
            "masters" => ids["master"],
            "references" => ids["reference"],
            "presets" => ids["preset"],
            "webhooks" => ids["webhook"],
            "account" => ids["key"],
            "token" => ids["share"], // who knows a link's id does not have the link
            "number" or "name" or "delivery" or "share" or "comment" => ids[kind],
            _ => throw new InvalidOperationException($"{operation} is new: say here which id of another account belongs there."),
        };
    }

    private static async Task<HttpResponseMessage> AskAsync(Studio his, string method, string address, object? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (address.Contains("/comments/", StringComparison.Ordinal) && method == "PATCH")
        {
            request.Content = JsonContent.Create(new { done = true });
        }
        else if (method == "PATCH")
        {
            request.Content = new ByteArrayContent([1, 2, 3]);
            request.Content.Headers.ContentType = new("application/offset+octet-stream");
            request.Headers.Add("Upload-Offset", "0");
        }
        else if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        if (method is "PATCH" or "HEAD")
        {
            request.Headers.Add("Tus-Resumable", "1.0.0");
        }

        return await his.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>All that the owner sees.</summary>
    private static async Task<string> StateAsync(Studio hers, Dictionary<string, string> ids)
    {
        string state = "";
        foreach (string address in (string[])["/v1/uploads", "/v1/masters", "/v1/references", "/v1/webhooks", "/v1/presets", $"/v1/jobs/{ids["job"]}", $"/v1/jobs/{ids["analysis"]}", $"/v1/masters/{ids["master"]}", $"/v1/masters/{ids["master"]}/shares", $"/v1/masters/{ids["master"]}/comments", $"/v1/masters/{ids["master"]}/approvals"])
        {
            state += await hers.Http.GetStringAsync(address, TestContext.Current.CancellationToken) + "\n";
        }

        return state;
    }

    [GeneratedRegex(@"\{(\w+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Hole();
}
