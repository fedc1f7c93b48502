using System.Text.Json.Serialization;

namespace Lacquer.Mastering.Analysis.References;

/// <summary>Source-generated reader and writer.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ReferenceProfile))]
internal sealed partial class ReferenceProfileJsonContext : JsonSerializerContext;
