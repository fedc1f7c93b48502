using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Api;

/// <summary>Real answers are what the OpenAPI document promises, and the document promises every address.</summary>
public sealed class ContractTests(Studio studio)
{
    [Fact]
    public async Task Every_answer_fits_the_document()
    {
        JsonObject document = await studio.JsonAsync("/openapi/v1.json");
        Assert.StartsWith("3.1", Studio.Text(document, "openapi"), StringComparison.Ordinal);
        string upload = await studio.UploadAsync(Studio.Song(2));
        JsonObject analysis = await studio.DoAsync("/v1/analyses", new { uploadId = upload });
        JsonObject reference = await studio.BeginAsync("/v1/references", new { uploadId = upload });
        await studio.EndAsync(Studio.Text(reference["job"]!, "id"));
        JsonObject job = await studio.DoAsync("/v1/masters", new { uploadId = upload, references = new { tracks = new[] { new { id = Studio.Text(reference, "id") } } } });
        string master = Studio.Text(job, "masterId");
        await studio.DoAsync($"/v1/masters/{master}/revisions", new { controls = new { eq = 4 } });
        JsonObject failed = await studio.DoAsync("/v1/masters", new { uploadId = await studio.UploadAsync("no sound"u8.ToArray()) });

        string webhook = Studio.Text(await studio.BeginAsync("/v1/webhooks", new { url = "https://localhost:9/", events = new[] { "job.failed" } }), "id");
        await studio.BeginAsync($"/v1/webhooks/{webhook}/test", new { });

        await studio.BeginAsync("/v1/presets", new { name = "contract", controls = new { eq = 4 }, set = new[] { "loudness.gainDb=1" } });
        string token = Studio.Text(await studio.BeginAsync($"/v1/masters/{master}/shares", new { mayApprove = true }), "url").Split('/')[^1];
        await studio.BeginAsync($"/v1/shares/{token}/comments", new { revision = 1, atSeconds = 1, author = "contract", text = "as promised" });
        await studio.BeginAsync($"/v1/shares/{token}/approval", new { revision = 1, verdict = "approved", name = "contract" });
        (string Template, string Address)[] addresses =
        [
            ("/v1/account", "/v1/account"),
            ("/v1/presets", "/v1/presets"),
            ("/v1/targets", "/v1/targets"),
            ("/v1/stages", "/v1/stages"),
            ("/v1/uploads", "/v1/uploads?limit=3"),
            ("/v1/uploads/{id}", $"/v1/uploads/{upload}"),
            ("/v1/masters", "/v1/masters?limit=3"),
            ("/v1/masters/{id}", $"/v1/masters/{master}"),
            ("/v1/masters/{id}/revisions", $"/v1/masters/{master}/revisions"),
            ("/v1/masters/{id}/revisions/{number}", $"/v1/masters/{master}/revisions/2"),
            ("/v1/jobs/{id}", $"/v1/jobs/{Studio.Text(job, "id")}"),
            ("/v1/jobs/{id}", $"/v1/jobs/{Studio.Text(analysis, "id")}"),
            ("/v1/jobs/{id}", $"/v1/jobs/{Studio.Text(failed, "id")}"),
            ("/v1/references", "/v1/references"),
            ("/v1/references/{id}", $"/v1/references/{Studio.Text(reference, "id")}"),
            ("/v1/webhooks", "/v1/webhooks"),
            ("/v1/webhooks/{id}", $"/v1/webhooks/{webhook}"),
            ("/v1/webhooks/{id}/deliveries", $"/v1/webhooks/{webhook}/deliveries"),
            ("/v1/masters/{id}/revisions/{number}/handover", $"/v1/masters/{master}/revisions/2/handover"),
            ("/v1/masters/{id}/shares", $"/v1/masters/{master}/shares"),
            ("/v1/masters/{id}/comments", $"/v1/masters/{master}/comments"),
            ("/v1/masters/{id}/approvals", $"/v1/masters/{master}/approvals"),
            ("/v1/shares/{token}", $"/v1/shares/{token}"),
        ];
        var schema = new JsonSchema(document);
        foreach ((string template, string address) in addresses)
        {
            JsonNode promised = document["paths"]![template]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
            string text = await studio.Http.GetStringAsync(address, TestContext.Current.CancellationToken);
            Assert.Empty(schema.Problems(JsonNode.Parse(text), promised).Select(problem => $"{template}{problem}"));
        }
    }

    [Theory]
    [InlineData("JobState", "waiting,processing,succeeded,failed,canceled")]
    [InlineData("JobKind", "analysis,preview,interpretation,reference,master,delivery")]
    [InlineData("PresetKind", "style,delivery,own")]
    [InlineData("WebhookEvent", "job.succeeded,job.failed,job.canceled,webhook.test")]
    [InlineData("DeliveryState", "waiting,delivered,failed")]
    [InlineData("ApprovalVerdict", "approved,changesWanted")]
    public async Task Enumerations_are_the_ones_that_others_rely_on(string name, string words)
    {
        JsonObject document = await studio.JsonAsync("/openapi/v1.json");
        Assert.Equal(words.Split(',').Order(), document["components"]!["schemas"]![name]!["enum"]!.AsArray().Select(word => word!.GetValue<string>()).Order());
    }

    [Fact]
    public async Task Refusals_are_the_ones_that_the_document_tells_of()
    {
        JsonObject document = await studio.JsonAsync("/openapi/v1.json");
        string upload = await studio.UploadAsync("no sound"u8.ToArray());
        await studio.BeginAsync("/v1/presets", new { name = "taken", controls = new { eq = 4 } });
        (string Method, string Template, string Address, string? Body, int Status)[] refusals =
        [
            ("GET", "/v1/jobs/{id}", "/v1/jobs/job_none", null, 404),
            ("GET", "/v1/masters", "/v1/masters?limit=0", null, 400),
            ("GET", "/v1/albums", "/v1/albums", null, 501),
            ("POST", "/v1/masters", "/v1/masters", "{", 400),
            ("POST", "/v1/masters", "/v1/masters", """{ "uploadId": "up_none" }""", 404),
            ("POST", "/v1/masters", "/v1/masters", $$"""{ "uploadId": "{{upload}}", "controls": { "eq": 99 } }""", 422),
            ("POST", "/v1/analyses", "/v1/analyses", "{}", 400),
            ("POST", "/v1/presets", "/v1/presets", """{ "name": "taken", "controls": { "eq": 4 } }""", 409),
            ("POST", "/v1/uploads", "/v1/uploads?name=empty.wav", "", 422),
            ("PATCH", "/v1/uploads/{id}", $"/v1/uploads/{upload}", "x", 415),
            ("DELETE", "/v1/references/{id}", "/v1/references/ref_none", null, 404),
        ];
        var schema = new JsonSchema(document);
        foreach ((string method, string template, string address, string? body, int status) in refusals)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await studio.Http.SendAsync(request, TestContext.Current.CancellationToken);
            string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            string what = $"{method} {address}: {(int)answer.StatusCode} {text}";
            JsonNode? promised = document["paths"]![template]![method.ToLowerInvariant()]!["responses"]![$"{(int)answer.StatusCode}"]?["content"]?["application/problem+json"]?["schema"];
            Assert.True(promised is not null, what);
            Assert.True(status == (int)answer.StatusCode, what);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Empty(schema.Problems(JsonNode.Parse(text), promised).Select(problem => $"{what}{problem}"));
        }
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_and_tells_of_its_headers()
    {
        JsonObject document = await studio.JsonAsync("/openapi/v1.json");
        JsonObject paths = document["paths"]!.AsObject();
        string[] names = [.. paths.SelectMany(path => path.Value!.AsObject()).Select(operation => Studio.Text(operation.Value!, "operationId"))];
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("postMastersByIdRevisions", names);
        string[] Headers(string path, string method) =>
            [.. paths[path]![method]!["parameters"]!.AsArray().Where(parameter => Studio.Text(parameter!, "in") == "header").Select(parameter => Studio.Text(parameter!, "name"))];
        foreach (string begins in (string[])["/v1/masters", "/v1/masters/{id}/revisions", "/v1/masters/{id}/revisions/{number}/deliveries", "/v1/analyses", "/v1/references"])
        {
            Assert.Contains("Idempotency-Key", Headers(begins, "post"));
            Assert.NotNull(paths[begins]!["post"]!["responses"]!["202"]!["headers"]!["Location"]);
            Assert.NotNull(paths[begins]!["post"]!["responses"]!["503"]!["headers"]!["Retry-After"]);
        }

        Assert.Contains("Last-Event-ID", Headers("/v1/jobs/{id}/events", "get"));
        Assert.Contains("Upload-Offset", Headers("/v1/uploads/{id}", "patch"));
    }

    [Fact]
    public async Task Every_address_says_what_it_is_for()
    {
        JsonObject document = await studio.JsonAsync("/openapi/v1.json");
        foreach ((string path, JsonNode? methods) in document["paths"]!.AsObject())
        {
            foreach ((string method, JsonNode? operation) in methods!.AsObject())
            {
                Assert.True(operation!["summary"] is not null && operation["tags"] is not null, $"{method} {path}");
                Assert.NotEmpty(operation["responses"]!.AsObject());
            }
        }
    }
}
