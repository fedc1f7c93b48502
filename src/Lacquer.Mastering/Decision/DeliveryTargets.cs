using System.Text.Json;

namespace Lacquer.Mastering.Decision;

/// <summary>The delivery targets by name: dated data (DeliveryTargets.json), not constants.</summary>
public static class DeliveryTargets
{
    private static readonly Lazy<List<DeliveryTarget>> Loaded = new(Load);
    private static readonly Lazy<string> Dated = new(LoadDate);

    /// <summary>All targets, in the order of the file.</summary>
    public static IReadOnlyList<DeliveryTarget> All => Loaded.Value;

    /// <summary>Year and month of this knowledge: 2026-11.</summary>
    public static string AsOf => Dated.Value;

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
                Service = entry.TryGetProperty("service", out JsonElement service) ? Service(service, Number(entry, "loudnessLufs")!.Value) : null,
            });
        }

        return targets;
    }

    private static string LoadDate()
    {
        using JsonDocument document = EmbeddedData.Open("DeliveryTargets.json");
        return document.RootElement.GetProperty("asOf").GetString()!;
    }

    private static StreamingService Service(JsonElement entry, double loudnessLufs) => new()
    {
        Name = entry.GetProperty("name").GetString()!,
        LoudnessLufs = loudnessLufs,
        Quiet = Enum.Parse<QuietMusic>(entry.GetProperty("quiet").GetString()!, ignoreCase: true),
        RaisedToDbtp = Number(entry, "raisedToDbtp") ?? 0,
        Note = entry.GetProperty("note").GetString()!,
    };

    private static double? Number(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
