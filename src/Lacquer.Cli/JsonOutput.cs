using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lacquer.Cli;

/// <summary>How JSON is printed: indented, with readable minus signs and quotes.</summary>
internal static class JsonOutput
{
    public static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it goes to files and terminals, never into HTML
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };
}
