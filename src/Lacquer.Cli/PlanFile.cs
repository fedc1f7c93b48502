using Lacquer.Audio;
using Lacquer.Mastering.Decision;

namespace Lacquer.Cli;

/// <summary>Reads what a command keeps in JSON: plans, presets, projects.</summary>
internal static class PlanFile
{
    /// <summary>Thousands of times the size of a plan without stretches; nobody sets so many by hand. Chosen.</summary>
    private const long LargestBytes = 1 << 24;

    /// <summary>Reads a plan.</summary>
    /// <exception cref="PlanException">It cannot be read or is no plan.</exception>
    public static MasteringPlan Read(string path) => Read(path, "plan", "save one with --save-plan", PlanJson.Read);

    /// <summary>Reads anything of the kind.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="kind">What it is, for messages.</param>
    /// <param name="remedy">What to do when it is none.</param>
    /// <param name="read">Makes it of text.</param>
    /// <exception cref="PlanException">It cannot be read or is no such thing.</exception>
    public static T Read<T>(string path, string kind, string remedy, Func<string, T> read)
    {
        if (SpecialFile.Kind(path) is { } special)
        {
            throw new PlanException($"the {kind} {path} is {special}, not a file; save it to a file first.");
        }

        try
        {
            return !Directory.Exists(path) && new FileInfo(path).Length <= LargestBytes
                ? read(Text(path, kind, remedy))
                : throw new PlanException(Directory.Exists(path) ? $"a folder, not a {kind}; {remedy}." : $"not a {kind}, but something far larger; {remedy}.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PlanException($"{path}: there is no such file; {remedy}.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PlanException($"{path}: the {kind} may not be read; check its permissions.", e);
        }
        catch (IOException e)
        {
            throw new PlanException($"{path}: the {kind} cannot be read ({e.Message.ReplaceLineEndings(" ")}).", e);
        }
        catch (PlanException e)
        {
            throw new PlanException($"{path}: {e.Message}", e);
        }
    }

    private static string Text(string path, string kind, string remedy) => File.ReadAllText(path) is { } text && !string.IsNullOrWhiteSpace(text)
        ? text
        : throw new PlanException($"not a {kind}, but an empty file; {remedy}.");
}
