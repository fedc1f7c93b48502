using Lacquer.Server.Accounts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lacquer.Server.Api;

/// <summary>Says in the OpenAPI document how to be let in, and what each operation asks for.</summary>
internal static class SecuritySchemes
{
    private const string Key = "apiKey";
    private const string Session = "session";
    private const string Csrf = "csrf";

    public static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "lq_…", Description = "An API key, with the scopes read, master, account." },
            [Session] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = SessionCookie.Name, Description = "A login; over https the cookie's name begins with __Host-." },
            [Csrf] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = SameSite.Header, Description = "For changes with a session: the value of the cookie lacquer-csrf." },
        };
        return Task.CompletedTask;
    }

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        string method = context.Description.HttpMethod ?? "GET";
        Demand demand = context.Description.ActionDescriptor.EndpointMetadata.OfType<Demand>().LastOrDefault() ?? Demand.Usual(method);
        operation.Security = [];
        if (demand.Scope is { } scope)
        {
            if (!demand.SessionOnly)
            {
                operation.Security.Add(Requirement(context, [scope.ToString().ToLowerInvariant()], Key));
            }

            operation.Security.Add(Demand.ChangesNothing(method) ? Requirement(context, [], Session) : Requirement(context, [], Session, Csrf));
        }

        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Requirement(OpenApiOperationTransformerContext context, List<string> scopes, params string[] schemes)
    {
        var requirement = new OpenApiSecurityRequirement();
        foreach (string scheme in schemes)
        {
            requirement[new OpenApiSecuritySchemeReference(scheme, context.Document)] = scopes;
        }

        return requirement;
    }
}
