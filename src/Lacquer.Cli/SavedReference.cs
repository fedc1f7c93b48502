using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.References;

namespace Lacquer.Cli;

/// <summary>Where the profile of an analysed file goes, if anywhere.</summary>
internal sealed class SavedReference(string? path, bool overwrite)
{
    /// <summary>Refuses early what would fail late.</summary>
    /// <param name="sounds">The files that are analysed.</param>
    public void CheckFree(IReadOnlyList<string> sounds)
    {
        TextFile.CheckFree(path, overwrite);
        TextFile.CheckApart([path], sounds);
    }

    /// <summary>Whether one was asked for.</summary>
    public bool IsWanted => path is not null;

    /// <summary>Writes a profile that is there already as text.</summary>
    public void Write(string json) => TextFile.Write(path, json.TrimEnd() + "\n", overwrite);

    /// <summary>Writes the profile; nothing where none was asked for.</summary>
    public void Write(TrackAnalysis analysis, string file)
    {
        if (path is not null)
        {
            TextFile.Write(path, ReferenceProfileJson.Write(ReferenceReader.Of(analysis, file)) + "\n", overwrite);
        }
    }
}
