using System.Text.Json;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Presets;
using Lacquer.Mastering.Projects;

namespace Lacquer.Server.Work;

/// <summary>What somebody wants of a master, as the API takes it.</summary>
internal sealed record Wish
{
    /// <summary>Controls by name: <c>style</c>, <c>intensity</c>, <c>eq</c> and so on, as words or numbers. What is left out stays as it was.</summary>
    public IReadOnlyDictionary<string, JsonElement> Controls { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Presets that come with the product, by name, and others in full; of several the later one wins.</summary>
    public IReadOnlyList<JsonElement> Presets { get; init; } = [];

    /// <summary>Parameters set by hand: <c>STAGE.PARAM=VALUE</c>, or with <c>@FROM-TO</c> for a stretch.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Stages switched off.</summary>
    public IReadOnlyList<string> Bypass { get; init; } = [];

    /// <summary>Notes in plain words.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Stages or parameters that stay as they are from now on.</summary>
    public IReadOnlyList<string> Lock { get; init; } = [];

    /// <summary>Stages or parameters that may move again.</summary>
    public IReadOnlyList<string> Unlock { get; init; } = [];

    /// <summary>What the master is drawn towards; null: as before.</summary>
    public WishedReferences? References { get; init; }

    /// <summary>The same for the engine.</summary>
    /// <exception cref="PlanException">Something is not possible.</exception>
    public Wishes Read() => new()
    {
        Controls = Controls.ToDictionary(entry => entry.Key, entry => Text(entry.Key, entry.Value), StringComparer.Ordinal),
        Presets = [.. Presets.Select(Preset)],
        Set = [.. Set.Select(ManualSetting.Parse)],
        Bypass = Bypass,
        Notes = Notes,
        Lock = Lock,
        Unlock = Unlock,
        NewReferences = References is not null,
    };

    private static Preset Preset(JsonElement wish) => wish.ValueKind switch
    {
        JsonValueKind.Object => PresetJson.Read(wish.GetRawText()),
        JsonValueKind.String => BuiltInPresets.Find(wish.GetString()!)
            ?? throw new PlanException($"there is no preset '{wish.GetString()}'; the presets are {string.Join(", ", BuiltInPresets.All.Select(preset => preset.Name))}, and your own."),
        _ => throw new PlanException("a preset is a name, or an object with controls."),
    };

    private static string Text(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        _ => throw new PlanException($"the control '{name}' must be a word or a number."),
    };
}
