using System.Text.Json;

namespace Lacquer.Mastering.Decision;

/// <summary>Reads the data files that are built into this assembly.</summary>
internal static class EmbeddedData
{
    /// <summary>Parses the JSON file of this name in the Decision folder.</summary>
    public static JsonDocument Open(string fileName)
    {
        using Stream stream = typeof(EmbeddedData).Assembly.GetManifestResourceStream($"{typeof(EmbeddedData).Namespace}.{fileName}")
            ?? throw new InvalidOperationException($"{fileName} is not built into the assembly.");
        return JsonDocument.Parse(stream);
    }
}
