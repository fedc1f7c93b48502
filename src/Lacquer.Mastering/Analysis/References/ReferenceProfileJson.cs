using System.Text.Json;
using Lacquer.Audio;

namespace Lacquer.Mastering.Analysis.References;

/// <summary>Writes and reads reference profiles as versioned JSON.</summary>
public static class ReferenceProfileJson
{
    /// <summary>The profile as indented JSON.</summary>
    public static string Write(ReferenceProfile profile) =>
        JsonSerializer.Serialize(profile, ReferenceProfileJsonContext.Default.ReferenceProfile);

    /// <summary>Reads a profile and checks every number.</summary>
    /// <exception cref="AudioFileException">Not a profile, of another version, or with an impossible value.</exception>
    public static ReferenceProfile Read(string json)
    {
        try
        {
            CheckVersion(json);
            return JsonSerializer.Deserialize(json, ReferenceProfileJsonContext.Default.ReferenceProfile)
                ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new AudioFileException(AudioFault.Malformed, $"neither a sound file nor a saved reference ({Short(json, e)}); save one with lacquer analyze FILE --save-reference", e);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new AudioFileException(AudioFault.Malformed, $"the saved reference holds an impossible value ({e.Message.Split(" (Parameter", 2)[0].TrimEnd('.')}); save it again with lacquer analyze FILE --save-reference", e);
        }
    }

    /// <summary>A later version may have other names: its number is looked at before them.</summary>
    private static void CheckVersion(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("version", out JsonElement version)
            && version.ValueKind == JsonValueKind.Number
            && version.TryGetInt32(out int number)
            && number != ReferenceProfile.CurrentVersion)
        {
            throw new AudioFileException(
                AudioFault.Unsupported,
                $"the saved reference has version {number}; this program reads version {ReferenceProfile.CurrentVersion}. Save it again with lacquer analyze FILE --save-reference");
        }
    }

    /// <summary>What is wrong, without the reader's own words: they are for programmers.</summary>
    private static string Short(string json, JsonException e) =>
        e.Message.Contains("mapped to any .NET member", StringComparison.Ordinal) || e.Message.Contains("missing required", StringComparison.Ordinal)
            ? "its names are not those of a reference"
        : !json.AsSpan().TrimStart().StartsWith("{") ? "it is something else"
        : e.LineNumber is { } line ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it is damaged from line {line + 1} on")
        : "it is damaged";
}
