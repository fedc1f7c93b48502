using System.CommandLine;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Presets;

namespace Lacquer.Cli;

/// <summary><c>--preset</c>: a name that comes with the product, a name of one's own, or a file. Of several, the later one wins.</summary>
internal static class PresetOption
{
    public static Option<string[]> Create() => new("--preset") { Description = "a saved set of controls; lacquer presets lists them", HelpName = "NAME|FILE", Arity = ArgumentArity.OneOrMore };

    /// <exception cref="PlanException">There is no such preset, or it cannot be used.</exception>
    public static Preset[] Read(ParseResult parsed, Option<string[]> option) => [.. (parsed.GetValue(option) ?? []).Select(Find)];

    /// <summary>The preset of a name or file.</summary>
    /// <exception cref="PlanException">There is none, or it cannot be used.</exception>
    public static Preset Find(string nameOrFile)
    {
        if (BuiltInPresets.Find(nameOrFile) is { } builtIn)
        {
            return builtIn;
        }

        if (OwnPresets.PathOf(nameOrFile) is { } own && File.Exists(own))
        {
            return OwnPresets.Read(own);
        }

        if (File.Exists(nameOrFile) || Directory.Exists(nameOrFile) || nameOrFile.Contains('/', StringComparison.Ordinal) || nameOrFile.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return OwnPresets.Read(nameOrFile);
        }

        string[] names = [.. BuiltInPresets.All.Select(preset => preset.Name), .. OwnPresets.Names()];
        string meant = Suggestion.Nearest(nameOrFile, names) is { } near ? $"{near} may be meant; " : "";
        throw new PlanException($"there is no preset '{nameOrFile}'; {meant}the presets are {string.Join(", ", names)}, or give a file.");
    }
}
