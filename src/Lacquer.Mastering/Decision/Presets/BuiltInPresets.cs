using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lacquer.Mastering.Decision.Presets;

/// <summary>The presets that come with the product (Presets.json): one for each style of music and each delivery target.</summary>
public static class BuiltInPresets
{
    private static readonly Lazy<IReadOnlyList<Preset>> Loaded = new(Load);

    /// <summary>All of them: styles, then deliveries.</summary>
    public static IReadOnlyList<Preset> All => Loaded.Value;

    /// <summary>The preset of this name, or null. Upper and lower case are the same.</summary>
    public static Preset? Find(string name) => All.FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static List<Preset> Load()
    {
        using JsonDocument document = EmbeddedData.Open("Presets.Presets.json");
        JsonObject root = JsonObject.Create(document.RootElement)!;
        return [.. Read(root, "styles", PresetKind.Style), .. Read(root, "deliveries", PresetKind.Delivery)];
    }

    private static IEnumerable<Preset> Read(JsonObject root, string field, PresetKind kind) =>
        root[field]!.AsArray().Select(entry => PresetJson.Read(entry!.AsObject(), kind));
}
