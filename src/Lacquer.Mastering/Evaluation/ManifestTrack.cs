namespace Lacquer.Mastering.Evaluation;

/// <summary>One line of the manifest: a track of a data set.</summary>
public sealed record ManifestTrack
{
    /// <summary>train, calibrate or test.</summary>
    public required string Split { get; init; }

    /// <summary>The collection that it comes from; splits never share one.</summary>
    public required string Package { get; init; }

    /// <summary>Its path within the package.</summary>
    public required string Path { get; init; }

    /// <summary>Hash of the file, in hexadecimal digits; the draws of faults begin from it.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Package and file, as reports name it.</summary>
    public string Name => $"{Package}/{System.IO.Path.GetFileName(Path)}";

    /// <summary>Where the file is.</summary>
    /// <param name="folder">The folder that holds the packages.</param>
    public string In(string folder) => System.IO.Path.Combine(folder, Package, Path);
}
