using System.Text.Json;

namespace Lacquer.Mastering.Decision;

/// <summary>The delivery targets by name: dated data (DeliveryTargets.json), not constants.</summary>
public static class DeliveryTargets
{
    private static readonly Lazy<List<DeliveryTarget>> Loaded = new(Load);

    /// <summary>All targets, in the order of the file.</summary>
    public static IReadOnlyList<DeliveryTarget> All => Loaded.Value;

    /// <summary>The target of this name, or null. Upper and lower case are the same.</summary>
    public static DeliveryTarget? Find(string name) =>
        Loaded.Value.Find(target => target.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static List<DeliveryTarget> Load()
    {
        using JsonDocument document = EmbeddedData.Open("DeliveryTargets.json");
        var targets = new List<DeliveryTarget>();
        foreach (JsonElement entry in document.RootElement.GetProperty("targets").EnumerateArray())
        {
            targets.Add(new DeliveryTarget
            {
                Name = entry.GetProperty("name").GetString()!,
                LoudnessLufs = Number(entry, "loudnessLufs"),
                SamplePeakDbfs = Number(entry, "samplePeakDbfs"),
            });
        }

        return targets;
    }

    private static double? Number(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
