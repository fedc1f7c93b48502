using System.Text.Json.Nodes;
using Lacquer.Mastering.Decision.Presets;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Cli;

/// <summary>Presets as people and programs read them.</summary>
internal static class PresetSummary
{
    private static readonly (PresetKind Kind, string Title)[] Groups =
        [(PresetKind.Style, "Styles of music"), (PresetKind.Delivery, "Deliveries"), (PresetKind.Own, "Your own")];

    /// <summary>All by their kind, a line each.</summary>
    public static void List(Preset[] presets, TextWriter to)
    {
        foreach ((PresetKind kind, string title) in Groups)
        {
            Preset[] own = [.. presets.Where(preset => preset.Kind == kind)];
            if (own.Length > 0)
            {
                to.WriteLine(title);
                foreach (Preset preset in own)
                {
                    to.WriteLine(Wrapped.Text($"  {preset.Name,-12}", preset.About.Length > 0 ? preset.About : Contents(preset)));
                }

                to.WriteLine();
            }
        }

        to.WriteLine("lacquer presets NAME shows one with its reasons; lacquer presets --save NAME [controls] saves your own.");
    }

    /// <summary>One with its reasons.</summary>
    public static void Show(Preset preset, TextWriter to)
    {
        to.WriteLine(preset.About.Length > 0 ? $"{preset.Name}: {preset.About}" : preset.Name);
        foreach ((string name, PresetSetting setting) in preset.Controls)
        {
            to.WriteLine(Wrapped.Text($"  --{name,-12} {setting.Value,-10} ", setting.Because));
        }

        foreach (string setting in preset.Set)
        {
            to.WriteLine($"  --set {setting}");
        }

        foreach (string stage in preset.Bypass)
        {
            to.WriteLine($"  --bypass {stage}");
        }

        if (preset.Reference is { } reference)
        {
            string aspects = string.Join(", ", reference.Aspects.Select(ReferenceOptions.Name));
            to.WriteLine(Wrapped.Text($"  --{"reference",-12} ", $"{Tracks(reference)}: {reference.Match:0.#} % of the way, in {aspects}. Kept here in numbers; {(reference.Sources.Count == 1 ? "the file is" : "the files are")} not needed."));
        }
    }

    /// <summary>One as JSON, with what it is for.</summary>
    public static JsonObject Json(Preset preset)
    {
        JsonObject entry = JsonNode.Parse(PresetJson.Write(preset))!.AsObject();
        entry["kind"] = preset.Kind.ToString().ToLowerInvariant();
        return entry;
    }

    private static string Contents(Preset preset) => string.Join(", ",
    [
        .. preset.Values.Select(entry => $"{entry.Key} {entry.Value}"),
        .. preset.Set.Select(setting => $"set {setting}"),
        .. preset.Bypass.Select(stage => $"without {stage}"),
        .. preset.Reference is { } reference ? (string[])[$"like {Tracks(reference)}"] : [],
    ]);

    private static string Tracks(MatchedReference reference) =>
        string.Join(", ", reference.Sources.Select(source => source.Weight == 1 ? source.Name : $"{source.Name} (weight {source.Weight:0.##})"));
}
