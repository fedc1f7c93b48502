using System.Text.Json;
using System.Text.Json.Nodes;
using Lacquer.Mastering.Analysis.References;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Mastering.Decision.Presets;

/// <summary>The references within a preset, in the words in which a plan keeps them.</summary>
internal static class PresetReferenceJson
{
    private const string Remedy = "save it again with lacquer presets --save NAME --reference FILE";

    public static JsonNode Write(MatchedReference reference) => JsonSerializer.SerializeToNode(reference, PlanJsonContext.Default.MatchedReference)!;

    /// <exception cref="PlanException">It holds no references, none of this version, or an impossible value.</exception>
    public static MatchedReference Read(JsonNode node)
    {
        MatchedReference reference;
        try
        {
            reference = node.Deserialize(PlanJsonContext.Default.MatchedReference) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new PlanException($"the preset's reference cannot be read; {Remedy}.", e);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new PlanException($"the preset's reference holds an impossible value ({e.Message.Split(" (Parameter", 2)[0].TrimEnd('.')}); {Remedy}.", e);
        }

        return reference.Profile.Version != ReferenceProfile.CurrentVersion
            ? throw new PlanException($"the preset's reference has version {reference.Profile.Version}; this program reads version {ReferenceProfile.CurrentVersion}: {Remedy}.")
            : reference.Sources.Count == 0 ? throw new PlanException($"the preset's reference names no track; {Remedy}.")
            : reference;
    }
}
