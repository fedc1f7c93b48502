using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lacquer.Server;

/// <summary>JSON as the API speaks it: camelCase, enumerations by name, nothing unknown let through.</summary>
internal static class ServiceJson
{
    public static readonly JsonSerializerOptions Options = Of(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Of(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }
}
