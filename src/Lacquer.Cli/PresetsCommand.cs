using System.CommandLine;
using System.Text.Json.Nodes;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Presets;

namespace Lacquer.Cli;

/// <summary><c>lacquer presets</c>: lists the presets, shows one with its reasons, saves one's own.</summary>
internal static class PresetsCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Description = "show this preset (a name or a file)", Arity = ArgumentArity.ZeroOrOne };
        var save = new Option<string?>("--save") { Description = "save the controls given here under this name, or to this .json file", HelpName = "NAME|FILE" };
        var about = new Option<string?>("--about") { Description = "what the saved preset is for", HelpName = "TEXT" };
        var force = new Option<bool>("--force") { Description = "replace a preset of one's own" };
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var set = new Option<string[]>("--set") { Description = "a parameter set by hand", HelpName = "STAGE.PARAM=VALUE[@FROM-TO]", Arity = ArgumentArity.OneOrMore };
        var bypass = new Option<string[]>("--bypass") { Description = "a stage switched off", HelpName = "STAGE", Arity = ArgumentArity.OneOrMore };
        var basis = PresetOption.Create();
        var controls = new ControlOptions();
        var references = new ReferenceOptions();
        var command = new Command("presets", "List the presets, show one with its reasons, or save one of your own.") { name, save, about, force, json, basis, set, bypass };
        controls.AddTo(command);
        references.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            IReadOnlyDictionary<string, string> given = controls.Given(parsed);
            if (parsed.GetValue(save) is { } target)
            {
                if (parsed.GetValue(name) is { } extra)
                {
                    throw new PlanException($"--save {target} already names the preset; leave {extra} out, or give it as --preset {extra} to begin from.");
                }

                Preset[] bases = PresetOption.Read(parsed, basis);
                var saving = new PresetSaving
                {
                    Preset = Combined(bases, given, parsed.GetValue(set) ?? [], parsed.GetValue(bypass) ?? [], parsed.GetValue(about) ?? ""),
                    Target = target,
                    References = references.Read(parsed, bases.LastOrDefault(preset => preset.Reference is not null)?.Reference),
                    Overwrite = parsed.GetValue(force),
                };
                return Task.FromResult(saving.Run(cancel));
            }

            if (given.Count > 0 || references.AnyGiven(parsed) || parsed.GetResult(set) is not null || parsed.GetResult(bypass) is not null || parsed.GetResult(basis) is not null)
            {
                throw new PlanException("controls were given, but not where to save them; add --save NAME.");
            }

            Preset[] shown = parsed.GetValue(name) is { } one ? [PresetOption.Find(one)] : [.. BuiltInPresets.All, .. OwnPresets.All()];
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(new JsonArray([.. shown.Select(PresetSummary.Json)]).ToJsonString(JsonOutput.Options));
            }
            else if (parsed.GetValue(name) is not null)
            {
                PresetSummary.Show(shown[0], Console.Out);
            }
            else
            {
                PresetSummary.List(shown, Console.Out);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Preset Combined(Preset[] bases, IReadOnlyDictionary<string, string> given, string[] set, string[] bypass, string about)
    {
        var controls = new Dictionary<string, PresetSetting>(StringComparer.Ordinal);
        foreach ((string name, PresetSetting setting) in bases.SelectMany(preset => preset.Controls))
        {
            controls[name] = setting;
        }

        foreach ((string name, string value) in given)
        {
            controls[name] = new PresetSetting { Value = value };
        }

        // As on the command line: a number for the loudness and a class of loudness exclude each other, and the later one wins.
        if (given.ContainsKey("volume") || given.ContainsKey("intensity"))
        {
            controls.Remove("loudness");
        }
        else if (given.ContainsKey("loudness"))
        {
            controls.Remove("volume");
        }

        return new Preset
        {
            Name = "",
            Kind = PresetKind.Own,
            About = about,
            Controls = controls,
            Set = [.. bases.SelectMany(preset => preset.Set), .. set],
            Bypass = [.. bases.SelectMany(preset => preset.Bypass).Concat(bypass).Distinct(StringComparer.Ordinal)],
        };
    }
}
