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
        var command = new Command("presets", "List the presets, show one with its reasons, or save one of your own.") { name, save, about, force, json, basis, set, bypass };
        controls.AddTo(command);
        command.SetAction(parsed =>
        {
            IReadOnlyDictionary<string, string> given = controls.Given(parsed);
            if (parsed.GetValue(save) is { } target)
            {
                if (parsed.GetValue(name) is { } extra)
                {
                    throw new PlanException($"--save {target} already names the preset; leave {extra} out, or give it as --preset {extra} to begin from.");
                }

                Preset preset = Combined(PresetOption.Read(parsed, basis), given, parsed.GetValue(set) ?? [], parsed.GetValue(bypass) ?? [], parsed.GetValue(about) ?? "");
                Save(preset, target, parsed.GetValue(force));
                return ExitCode.Done;
            }

            if (given.Count > 0 || parsed.GetResult(set) is not null || parsed.GetResult(bypass) is not null || parsed.GetResult(basis) is not null)
            {
                throw new PlanException("controls were given, but not where to save them; add --save NAME.");
            }

            Preset[] shown = parsed.GetValue(name) is { } one ? [PresetOption.Find(one)] : [.. BuiltInPresets.All, .. OwnPresets.All()];
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(new JsonArray([.. shown.Select(Json)]).ToJsonString(JsonOutput.Options));
            }
            else if (parsed.GetValue(name) is not null)
            {
                Show(shown[0]);
            }
            else
            {
                List(shown);
            }

            return ExitCode.Done;
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

        return controls.Count + set.Length + bypass.Length == 0
            ? throw new PlanException("nothing to save; give at least one control, as in lacquer presets --save mine --style warm --compression 2.")
            : new Preset
            {
                Name = "",
                Kind = PresetKind.Own,
                About = about,
                Controls = controls,
                Set = [.. bases.SelectMany(preset => preset.Set), .. set],
                Bypass = [.. bases.SelectMany(preset => preset.Bypass).Concat(bypass).Distinct(StringComparer.Ordinal)],
            };
    }

    private static void Save(Preset preset, string target, bool overwrite)
    {
        bool isFile = target.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        string name = isFile ? Path.GetFileNameWithoutExtension(target) : target;
        if (BuiltInPresets.Find(name) is not null)
        {
            throw new PlanException($"'{name}' comes with Lacquer and stays as it is; choose another name.");
        }

        string path = isFile ? target : OwnPresets.PathOf(target)
            ?? throw new PlanException($"'{target}' is no name for a preset: use letters, digits and hyphens, or a file that ends with .json.");
        string text = PresetJson.Write(preset with { Name = name });
        PresetJson.Read(text); // refuses what could not be used
        if (!isFile)
        {
            Directory.CreateDirectory(OwnPresets.Folder);
        }

        TextFile.Write(path, text, overwrite);
        Console.Out.WriteLine($"saved {path}; use it as --preset {(isFile ? path : target)}");
    }

    private static void List(Preset[] presets)
    {
        foreach ((PresetKind kind, string title) in ((PresetKind, string)[])[(PresetKind.Style, "Styles of music"), (PresetKind.Delivery, "Deliveries"), (PresetKind.Own, "Your own")])
        {
            Preset[] own = [.. presets.Where(preset => preset.Kind == kind)];
            if (own.Length > 0)
            {
                Console.Out.WriteLine(title);
                foreach (Preset preset in own)
                {
                    Console.Out.WriteLine(Wrapped.Text($"  {preset.Name,-12}", preset.About.Length > 0 ? preset.About : string.Join(", ", preset.Values.Select(entry => $"{entry.Key} {entry.Value}"))));
                }

                Console.Out.WriteLine();
            }
        }

        Console.Out.WriteLine("lacquer presets NAME shows one with its reasons; lacquer presets --save NAME [controls] saves your own.");
    }

    private static void Show(Preset preset)
    {
        Console.Out.WriteLine(preset.About.Length > 0 ? $"{preset.Name}: {preset.About}" : preset.Name);
        foreach ((string name, PresetSetting setting) in preset.Controls)
        {
            Console.Out.WriteLine(Wrapped.Text($"  --{name,-12} {setting.Value,-10} ", setting.Because));
        }

        foreach (string setting in preset.Set)
        {
            Console.Out.WriteLine($"  --set {setting}");
        }

        foreach (string stage in preset.Bypass)
        {
            Console.Out.WriteLine($"  --bypass {stage}");
        }
    }

    private static JsonObject Json(Preset preset)
    {
        JsonObject entry = JsonNode.Parse(PresetJson.Write(preset))!.AsObject();
        entry["kind"] = preset.Kind.ToString().ToLowerInvariant();
        return entry;
    }
}
