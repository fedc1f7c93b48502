using Lacquer.Mastering;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Presets;
using Lacquer.Mastering.Decision.Statistical;

namespace Lacquer.Cli;

/// <summary>Saves a preset of one's own, with what is remembered of its references.</summary>
internal sealed class PresetSaving
{
    /// <summary>Everything but its name and its references.</summary>
    public required Preset Preset { get; init; }

    /// <summary>A name, or a .json file.</summary>
    public required string Target { get; init; }

    public required ReferenceWish References { get; init; }

    public required bool Overwrite { get; init; }

    /// <summary>Refuses what could not be saved or used before a reference is listened to.</summary>
    public int Run(CancellationToken cancel)
    {
        bool isFile = Target.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        string name = isFile ? Path.GetFileNameWithoutExtension(Target) : Target;
        if (Preset.Controls.Count + Preset.Set.Count + Preset.Bypass.Count + References.Files.Count == 0 && References.Saved is null)
        {
            throw new PlanException("nothing to save; give at least one control, as in lacquer presets --save mine --style warm --compression 2.");
        }

        if (BuiltInPresets.Find(name) is not null)
        {
            throw new PlanException($"'{name}' comes with Lacquer and stays as it is; choose another name.");
        }

        string path = isFile ? Target : OwnPresets.PathOf(Target)
            ?? throw new PlanException($"'{Target}' is no name for a preset: use letters, digits and hyphens, or a file that ends with .json.");
        Preset preset = Preset with { Name = name };
        PresetJson.Read(PresetJson.Write(preset));
        if (!isFile)
        {
            Directory.CreateDirectory(OwnPresets.Folder);
        }

        TextFile.CheckFree(path, Overwrite);
        TextFile.CheckApart([path], [.. References.Files.Select(file => file.Path)]);
        var session = new MasteringSession(new TrackAnalyser(), new Decider(new StatisticalJudge(TonalReference.Default)));
        preset = preset with { Reference = References.Read(session, cancel) };
        TextFile.Write(path, PresetJson.Write(preset), Overwrite);
        Console.Out.WriteLine($"saved {path}; use it as --preset {(isFile ? path : Target)}");
        return ExitCode.Done;
    }
}
