using System.Text.Json.Serialization;

namespace Lacquer.Mastering.Decision;

/// <summary>Source-generated reader and writer: no reflection at start-up.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(MasteringPlan))]
internal sealed partial class PlanJsonContext : JsonSerializerContext;
