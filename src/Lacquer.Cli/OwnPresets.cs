using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Presets;

namespace Lacquer.Cli;

/// <summary>The user's own presets: JSON files in <c>$XDG_CONFIG_HOME/lacquer/presets</c>, by default below <c>~/.config</c>.</summary>
internal static class OwnPresets
{
    private const int LongestName = 60;

    /// <summary>The folder; it need not exist.</summary>
    public static string Folder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "lacquer", "presets");

    /// <summary>All that can be read, by name; one that is damaged is named on standard error and left out.</summary>
    public static IReadOnlyList<Preset> All()
    {
        var found = new List<Preset>();
        string[] files = Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.json") : [];
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            try
            {
                found.Add(Read(file));
            }
            catch (PlanException e)
            {
                Console.Error.WriteLine($"lacquer: {e.Message.ReplaceLineEndings(" ")}");
            }
        }

        return found;
    }

    /// <summary>The names of all, readable or not.</summary>
    public static IEnumerable<string> Names() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal) : [];

    /// <summary>Where one's own preset of this name lies; null when it is no name.</summary>
    public static string? PathOf(string name) => IsName(name) ? Path.Combine(Folder, name.ToLowerInvariant() + ".json") : null;

    /// <summary>Reads one; its name is the file's.</summary>
    /// <exception cref="PlanException">It cannot be read or is no preset.</exception>
    public static Preset Read(string path) =>
        PlanFile.Read(path, "preset", "save one with lacquer presets --save", PresetJson.Read) with { Name = Path.GetFileNameWithoutExtension(path) };

    /// <summary>Whether a text can be a preset's name: letters, digits and hyphens.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && char.IsAsciiLetterOrDigit(text[0]);
}
