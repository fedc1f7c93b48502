using System.Text.Json.Serialization;

namespace Lacquer.Mastering.Projects;

/// <summary>Source-generated reader and writer: no reflection at start-up.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Project))]
internal sealed partial class ProjectJsonContext : JsonSerializerContext;
