using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Accounts;

/// <summary>The OpenAPI document says how to be let in.</summary>
public sealed class SecurityDocumentTests(AccountStudio service) : IClassFixture<AccountStudio>
{
    [Fact]
    public async Task Every_operation_says_what_it_asks_for()
    {
        JsonObject document = await service.Studio.JsonAsync("/openapi/v1.json");
        Assert.Equal(["apiKey", "csrf", "session"], document["components"]!["securitySchemes"]!.AsObject().Select(scheme => scheme.Key).Order());
        string[] open = ["GET /v1/account/login", "POST /v1/account", "POST /v1/account/login", "GET /v1/links/{id}/{name}"];
        bool IsOpen(string operation) => open.Contains(operation) || operation.Contains(" /v1/shares/{token}", StringComparison.Ordinal);
        foreach ((string path, JsonNode? operations) in document["paths"]!.AsObject())
        {
            foreach ((string method, JsonNode? operation) in operations!.AsObject())
            {
                bool closed = operation!["security"]?.AsArray().Count > 0;
                Assert.True(closed != IsOpen($"{method.ToUpperInvariant()} {path}"), $"{method} {path}");
            }
        }

        Assert.Equal("read", document["paths"]!["/v1/uploads"]!["get"]!["security"]![0]!["apiKey"]![0]!.GetValue<string>());
        Assert.Equal("master", document["paths"]!["/v1/masters"]!["post"]!["security"]![0]!["apiKey"]![0]!.GetValue<string>());
        Assert.NotNull(document["paths"]!["/v1/masters"]!["post"]!["security"]![1]!["csrf"]);
    }
}
