using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lacquer.Server.Tests.Api;

/// <summary>Checks JSON against the schemas of an OpenAPI 3.1 document, as far as ours go. What a schema does not name is an error.</summary>
internal sealed class JsonSchema(JsonObject document)
{
    /// <summary>What does not fit, by place.</summary>
    public List<string> Problems(JsonNode? value, JsonNode schema)
    {
        var problems = new List<string>();
        Check(value, schema, "", problems);
        return problems;
    }

    private void Check(JsonNode? value, JsonNode schema, string place, List<string> problems)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            Check(value, Find(reference), place, problems);
            return;
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            if (!choices.Any(choice => Problems(value, choice!).Count == 0))
            {
                problems.Add($"{place}: fits none of {choices.Count} schemas");
            }

            return;
        }

        string[] types = schema["type"] switch
        {
            JsonArray several => [.. several.Select(type => type!.GetValue<string>())],
            JsonNode one => [one.GetValue<string>()],
            _ => [],
        };
        string type = TypeOf(value);
        if (types.Length > 0 && !types.Contains(type) && !(type == "integer" && types.Contains("number")))
        {
            problems.Add($"{place}: {type} where {string.Join(" or ", types)} is promised");
        }

        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
        {
            problems.Add($"{place}: {value?.ToJsonString()} is none of {words.ToJsonString()}");
        }

        if (value is JsonObject found && schema["properties"] is JsonObject properties)
        {
            foreach (string name in (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).Where(name => !found.ContainsKey(name)))
            {
                problems.Add($"{place}/{name}: missing");
            }

            foreach ((string name, JsonNode? child) in found)
            {
                if (properties[name] is { } promised)
                {
                    Check(child, promised, $"{place}/{name}", problems);
                }
                else
                {
                    problems.Add($"{place}/{name}: not in the document");
                }
            }
        }
        else if (value is JsonObject map && schema["additionalProperties"] is JsonObject each)
        {
            foreach ((string name, JsonNode? child) in map)
            {
                Check(child, each, $"{place}/{name}", problems);
            }
        }

        if (value is JsonArray items && schema["items"] is { } item)
        {
            for (int i = 0; i < items.Count; i++)
            {
                Check(items[i], item, $"{place}/{i}", problems);
            }
        }
    }

    private JsonNode Find(string reference) => reference[2..].Split('/').Aggregate((JsonNode)document, (node, name) => node[name] ?? throw new KeyNotFoundException(reference));

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.ToJsonString().AsSpan().IndexOfAny(".eE") < 0 ? "integer" : "number",
    };
}
