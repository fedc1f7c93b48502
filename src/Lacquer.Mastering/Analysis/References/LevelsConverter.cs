using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lacquer.Mastering.Analysis.References;

/// <summary>A row of levels as JSON: null for each that does not exist.</summary>
internal sealed class LevelsConverter : JsonConverter<double[]>
{
    private const int Most = 64; // more than any row of a profile; a file is not trusted
    private static readonly LevelConverter One = new();

    /// <inheritdoc/>
    public override double[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("levels are a row of numbers");
        }

        var levels = new List<double>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (levels.Count == Most)
            {
                throw new JsonException("a row of levels is too long");
            }

            levels.Add(One.Read(ref reader, typeof(double), options));
        }

        return [.. levels];
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double[] value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (double level in value)
        {
            One.Write(writer, level, options);
        }

        writer.WriteEndArray();
    }
}
