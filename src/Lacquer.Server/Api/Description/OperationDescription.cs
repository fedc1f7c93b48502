using System.Globalization;
using Lacquer.Server.Accounts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lacquer.Server.Api.Description;

/// <summary>Completes each operation of the OpenAPI document: its id, its headers, and the refusals that it may answer with (RFC 9457).</summary>
internal static class OperationDescription
{
    private const string Problem = "Problem";
    private const string ProblemType = "application/problem+json";

    /// <summary>The shape of a refusal, once for all.</summary>
    public static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        document.Components.Schemas[Problem] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "What was refused, and why (RFC 9457).",
            Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "detail" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["type"] = Text("Stable: /problems/NAME."),
                ["title"] = Text("The same in a few words."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                ["detail"] = Text("What is wrong here and what to do."),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Description = "The places in the body that are wrong; left out where there are none.",
                    Items = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string>(StringComparer.Ordinal) { "pointer", "detail" },
                        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                        {
                            ["pointer"] = Text("JSON pointer (RFC 6901)."),
                            ["detail"] = Text("What is wrong there."),
                        },
                    },
                },
            },
        };
        return Task.CompletedTask;
    }

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        string method = context.Description.HttpMethod ?? "GET";
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.OperationId = Id(method, context.Description.RelativePath ?? "");
        operation.Responses ??= [];
        bool isAsked = (metadata.OfType<Demand>().LastOrDefault() ?? Demand.Usual(method)).Scope is not null
            && context.ApplicationServices.GetRequiredService<ServiceSettings>().Accounts;
        foreach (RefusalWords refusal in metadata.OfType<RefusalWords>().Concat(Usual(operation, method, isAsked)))
        {
            Add(operation.Responses, refusal, context.Document);
        }

        foreach (HeaderWords header in metadata.OfType<HeaderWords>())
        {
            Add(operation, header);
        }

        return Task.CompletedTask;
    }

    /// <summary>What any endpoint of that shape may refuse.</summary>
    private static IEnumerable<RefusalWords> Usual(OpenApiOperation operation, string method, bool isAsked)
    {
        bool hasPlace = operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) ?? false;
        bool isTold = operation.RequestBody is not null;
        if (isTold || operation.Parameters is { Count: > 0 })
        {
            yield return new(StatusCodes.Status400BadRequest, "The request cannot be read.");
        }

        if (isAsked)
        {
            yield return new(StatusCodes.Status401Unauthorized, "Nobody is logged in, and no key came.");
            yield return new(StatusCodes.Status429TooManyRequests, "Too many requests: see Retry-After.");
        }

        if (isAsked || !Demand.ChangesNothing(method))
        {
            yield return new(StatusCodes.Status403Forbidden, "The caller may not do that, or another site asks.");
        }

        if (hasPlace || isTold)
        {
            yield return new(StatusCodes.Status404NotFound, "There is no such thing, or it is somebody else's.");
        }

        if (isTold)
        {
            yield return new(StatusCodes.Status422UnprocessableEntity, "The request can be read, and asks for what is not possible; errors say where.");
        }

        yield return new(StatusCodes.Status500InternalServerError, "A fault of Lacquer.");
    }

    private static void Add(OpenApiResponses responses, RefusalWords refusal, OpenApiDocument? document)
    {
        var answer = new OpenApiResponse
        {
            Description = refusal.Words,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [ProblemType] = new() { Schema = new OpenApiSchemaReference(Problem, document) } },
        };
        if (refusal.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            answer.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
            {
                ["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
            };
        }

        responses.TryAdd(Number(refusal.Status), answer);
    }

    private static void Add(OpenApiOperation operation, HeaderWords header)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.String };
        if (header.Status is not { } status)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter { Name = header.Name, In = ParameterLocation.Header, Description = header.Words, Required = header.Required, Schema = schema });
        }
        else if (operation.Responses!.TryGetValue(Number(status), out IOpenApiResponse? response) && response is OpenApiResponse answer)
        {
            answer.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
            answer.Headers[header.Name] = new OpenApiHeader { Description = header.Words, Schema = schema };
        }
    }

    /// <summary>GET v1/masters/{id}/revisions becomes getMastersByIdRevisions: stable as long as the address is.</summary>
    private static string Id(string method, string path)
    {
        IEnumerable<string> words = path.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part != "v1")
            .Select(part => part.StartsWith('{') ? "By" + Big(part.Trim('{', '}').Split(':')[0]) : string.Concat(part.Split(':', '-', '.').Select(Big)));
        return method.ToLowerInvariant() + string.Concat(words);
    }

    private static string Big(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];

    private static string Number(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static OpenApiSchema Text(string words) => new() { Type = JsonSchemaType.String, Description = words };
}
