namespace Lacquer.Server.Api;

/// <summary>Types of the files that are served, by their extension.</summary>
internal static class ContentTypes
{
    public static string Of(string name) => Path.GetExtension(name) switch
    {
        ".wav" => "audio/wav",
        ".flac" => "audio/flac",
        ".mp3" => "audio/mpeg",
        ".ogg" or ".opus" => "audio/ogg",
        ".m4a" => "audio/mp4",
        ".aiff" => "audio/aiff",
        ".json" => "application/json",
        ".html" => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    };
}
