using System.Text;
using Lacquer.Server.Tests.Servers;

namespace Lacquer.Server.Tests.Api;

/// <summary>Text that is none is the sender's mistake, whichever database would choke on it.</summary>
public sealed class OddTextTests(Studio studio)
{
    [Fact]
    public Task It_is_never_our_fault_on_sqlite() => CheckAsync(studio);

    [Fact]
    public async Task It_is_never_our_fault_on_postgresql()
    {
        await using var postgres = new PostgresServer();
        await postgres.StartAsync();
        string database = await postgres.DatabaseAsync("lacquer_odd");
        await using var service = new Studio { With = settings => settings with { Database = database } };
        await service.InitializeAsync();
        await CheckAsync(service);
    }

    private static async Task CheckAsync(Studio service)
    {
        string upload = await service.UploadAsync(Studio.Song(1));
        string[] odd = ["%00", "a%00b", "%ff%fe", "%C0%80", "%ED%A0%80", "%F0%9D%84%9E", new('a', 3_000), "..%2f..", "'--"];
        string[] addresses = ["/v1/jobs/{0}", "/v1/jobs/{0}/events", "/v1/jobs/{0}/files/{0}", "/v1/uploads/{0}", "/v1/uploads/{0}/audio", "/v1/masters/{0}", "/v1/references/{0}", "/v1/analyses/{0}", "/v1/presets/{0}",
            "/v1/webhooks/{0}", "/v1/webhooks/{0}/deliveries", "/v1/links/{0}/{0}?until=1&signature={0}", "/v1/uploads?after=1.{0}", "/v1/masters?after={0}"];
        foreach (string address in addresses)
        {
            foreach (string text in odd)
            {
                using HttpResponseMessage answer = await service.Http.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, text), TestContext.Current.CancellationToken);
                bool isList = address.Contains("after=1", StringComparison.Ordinal) && answer.IsSuccessStatusCode;
                Assert.True(isList || (int)answer.StatusCode is >= 400 and < 500, $"{address} with {text} is {(int)answer.StatusCode}.");
            }
        }

        string[] escapes = [@"\u0000", @"a\u0000b", @"\ud800", @"\udc00x", @"\ud800\u0000"];
        (string Path, string Body)[] bodies =
        [
            ("/v1/masters", """{ "uploadId": "TEXT" }"""),
            ("/v1/masters", """{ "uploadId": "UP", "notes": ["TEXT"] }"""),
            ("/v1/masters", """{ "uploadId": "UP", "presets": ["TEXT"] }"""),
            ("/v1/masters", """{ "uploadId": "UP", "set": ["TEXT"] }"""),
            ("/v1/masters", """{ "uploadId": "UP", "controls": { "style": "TEXT" } }"""),
            ("/v1/masters", """{ "uploadId": "UP", "controls": { "TEXT": 1 } }"""),
            ("/v1/masters", """{ "uploadId": "UP", "plan": { "version": "TEXT" } }"""),
            ("/v1/masters", """{ "uploadId": "UP", "references": { "tracks": [{ "id": "TEXT" }] } }"""),
            ("/v1/analyses", """{ "uploadId": "TEXT" }"""),
            ("/v1/notes:interpret", """{ "note": "brighter", "masterId": "TEXT" }"""),
            ("/v1/webhooks", """{ "url": "https://example.org/TEXT", "events": ["job.failed"] }"""),
        ];
        foreach ((string path, string body) in bodies)
        {
            foreach (string text in escapes)
            {
                string sent = body.Replace("TEXT", text, StringComparison.Ordinal).Replace("UP", upload, StringComparison.Ordinal);
                using var content = new StringContent(sent, Encoding.UTF8, "application/json");
                using HttpResponseMessage answer = await service.Http.PostAsync(path, content, TestContext.Current.CancellationToken);
                Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{path} with {sent} is {(int)answer.StatusCode}.");
            }
        }
    }
}
