using System.CommandLine;
using System.Text.Json.Nodes;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Presets;
using Lacquer.Mastering.Decision.References;
using Lacquer.Mastering.Projects;

namespace Lacquer.Cli;

/// <summary>The options that say what a master is to be: controls, presets, notes and what is set by hand.</summary>
internal sealed class WishOptions
{
    private readonly ControlOptions _controls = new();
    private readonly Option<string[]> _preset = PresetOption.Create();
    private readonly Option<string[]> _note = Many("--note", "what to change, in plain English: \"a touch warmer, less harsh in the chorus\"", "WORDS");
    private readonly Option<string[]> _set = Many("--set", "set a parameter by hand, perhaps for a stretch of time", "STAGE.PARAM=VALUE[@FROM-TO]");
    private readonly Option<string[]> _bypass = Many("--bypass", "switch a stage off", "STAGE");

    private readonly Option<bool> _details = new("--details") { Description = "tell every changed parameter, not only what is heard of it" };

    /// <summary>What the master is drawn towards.</summary>
    public ReferenceOptions References { get; } = new();

    public void AddTo(Command command)
    {
        _controls.AddTo(command);
        References.AddTo(command);
        foreach (Option option in (Option[])[_preset, _note, _set, _bypass, _details])
        {
            command.Add(option);
        }
    }

    /// <summary>Whether changes are told parameter by parameter.</summary>
    public bool Details(ParseResult parsed) => parsed.GetValue(_details);

    /// <exception cref="PlanException">Something is not possible, or a note is unclear.</exception>
    public Wishes Read(ParseResult parsed)
    {
        var wishes = new Wishes
        {
            Controls = _controls.Given(parsed),
            Presets = PresetOption.Read(parsed, _preset),
            Set = [.. (parsed.GetValue(_set) ?? []).Select(ManualSetting.Parse)],
            Bypass = parsed.GetValue(_bypass) ?? [],
            Notes = parsed.GetValue(_note) ?? [],
            NewReferences = References.AnyGiven(parsed),
        };
        NoteSummary.Check(wishes.Notes);
        return wishes;
    }

    /// <summary>The same for a service; presets go with what they hold here.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="wishes">What was read of it.</param>
    /// <param name="reference">What the master is drawn towards; null for nothing.</param>
    public JsonObject ForService(ParseResult parsed, Wishes wishes, MatchedReference? reference)
    {
        Preset[] presets = reference is null ? [.. wishes.Presets]
            : [.. wishes.Presets, new Preset { Name = "references", Kind = PresetKind.Own, Controls = new Dictionary<string, PresetSetting>(), Reference = reference }];
        return new JsonObject
        {
            ["controls"] = new JsonObject(wishes.Controls.Select(control => KeyValuePair.Create(control.Key, (JsonNode?)control.Value))),
            ["presets"] = new JsonArray([.. presets.Select(preset => JsonNode.Parse(PresetJson.Write(preset)))]),
            ["set"] = new JsonArray([.. (parsed.GetValue(_set) ?? []).Select(text => (JsonNode)text)]),
            ["bypass"] = new JsonArray([.. wishes.Bypass.Select(text => (JsonNode)text)]),
            ["notes"] = new JsonArray([.. wishes.Notes.Select(text => (JsonNode)text)]),
            ["lock"] = new JsonArray([.. wishes.Lock.Select(text => (JsonNode)text)]),
            ["unlock"] = new JsonArray([.. wishes.Unlock.Select(text => (JsonNode)text)]),
        };
    }

    /// <summary>An option that may be given several times.</summary>
    public static Option<string[]> Many(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName, Arity = ArgumentArity.OneOrMore };
}
