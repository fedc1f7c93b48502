using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lacquer.Mastering.Decision.Presets;

/// <summary>Reads and writes presets. A control's value may stand alone or with its reason: <c>"eq": 4</c> or <c>"eq": { "value": 4, "because": "…" }</c>.</summary>
public static class PresetJson
{
    /// <summary>Version of this schema; a preset that is written by hand needs none.</summary>
    private const int CurrentVersion = 1;

    private const string Shape = "a preset looks like { \"name\": \"mine\", \"controls\": { \"style\": \"warm\", \"compression\": 2 } }";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Fields = ["version", "name", "about", "controls", "set", "bypass", "reference"];

    /// <summary>The preset as indented JSON.</summary>
    public static string Write(Preset preset)
    {
        var controls = new JsonObject();
        foreach ((string name, PresetSetting setting) in preset.Controls)
        {
            controls[name] = setting.Because.Length == 0
                ? JsonValue.Create(setting.Value)
                : new JsonObject { ["value"] = setting.Value, ["because"] = setting.Because };
        }

        var root = new JsonObject { ["version"] = CurrentVersion, ["name"] = preset.Name, ["about"] = preset.About, ["controls"] = controls };
        AddList(root, "set", preset.Set);
        AddList(root, "bypass", preset.Bypass);
        if (preset.Reference is { } reference)
        {
            root["reference"] = PresetReferenceJson.Write(reference);
        }

        return root.ToJsonString(Indented) + "\n";
    }

    /// <summary>Reads one and tries its settings.</summary>
    /// <exception cref="PlanException">Not a preset, or with an impossible value.</exception>
    public static Preset Read(string json)
    {
        try
        {
            return Read(JsonNode.Parse(json, nodeOptions: null, new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new PlanException($"not a preset: {Shape}."), PresetKind.Own);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new PlanException($"{(e is JsonException fault ? DamagedText.Say(json, fault, "preset") : "the preset holds a value of the wrong kind")}; {Shape}.", e);
        }
    }

    /// <summary>Reads one that is a part of something else.</summary>
    internal static Preset Read(JsonObject root, PresetKind kind)
    {
        if (root["version"] is { } version && !(version is JsonValue number && number.TryGetValue(out int given) && given == CurrentVersion))
        {
            throw new PlanException($"the preset has version {version.ToJsonString()}; this program reads version {CurrentVersion}; use a newer Lacquer.");
        }

        if (root.FirstOrDefault(field => !Fields.Contains(field.Key, StringComparer.Ordinal)).Key is { } unknown)
        {
            throw new PlanException($"a preset has no '{unknown}'; it may have {string.Join(", ", Fields)}.");
        }

        if (root["controls"] is not JsonObject controls)
        {
            throw new PlanException($"the preset names no controls; {Shape}.");
        }

        var preset = new Preset
        {
            Name = root["name"]?.GetValue<string>() ?? "",
            Kind = kind,
            About = root["about"]?.GetValue<string>() ?? "",
            Controls = controls.ToDictionary(entry => entry.Key, entry => Setting(entry.Value), StringComparer.Ordinal),
            Set = List(root["set"]),
            Bypass = List(root["bypass"]),
            Reference = root["reference"] is { } reference ? PresetReferenceJson.Read(reference) : null,
        };
        Try(preset);
        return preset;
    }

    /// <summary>Whatever is wrong with it is said when it is read, not when a song waits for it.</summary>
    private static void Try(Preset preset)
    {
        ControlTexts.Apply(new Controls(), preset.Values);
        foreach (string setting in preset.Set)
        {
            ManualSetting.Parse(setting);
        }

        foreach (string stage in preset.Bypass)
        {
            StageCatalogue.Find(stage);
        }
    }

    private static PresetSetting Setting(JsonNode? node) => node is JsonObject entry
        ? new PresetSetting { Value = Text(entry["value"]), Because = entry["because"]?.GetValue<string>() ?? "" }
        : new PresetSetting { Value = Text(node) };

    private static string Text(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.ToJsonString(),
        _ => throw new PlanException($"a control of the preset has no value; {Shape}."),
    };

    private static string[] List(JsonNode? node) => node is JsonArray list ? [.. list.Select(entry => Text(entry))] : [];

    private static void AddList(JsonObject root, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            root[name] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        }
    }
}
