using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Lacquer.Dsp;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>
/// Plan and report of one made-up mix, as files in Snapshots: names and structure exactly, numbers within a tolerance. A snapshot changes
/// only in a commit that says why; the failing test leaves the new text in the temporary folder and names it.
/// </summary>
public sealed class SnapshotTests : IDisposable
{
    private const double Tolerance = 0.02; // in whatever unit; the same program on another machine differs by less
    private const int RateHz = 44_100;

    /// <summary>What is another thing in every run.</summary>
    private static readonly string[] Fleeting = ["inputFile", "file", "output", "timings", "inputSha256"];

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void Plan_and_report_are_as_they_were()
    {
        string mix = _workshop.File("mix.wav");
        SoundFile.Write(mix, Mix(), RateHz);
        Answer answer = Terminal.Run(
            "master", mix, "--decision", "statistical", "--json", "-", "--save-plan", _workshop.File("plan.json"), "--style", "open", "--set", "image.midWidthDb=1@2-3", "--bypass", "deesser").Done();
        Matches("report.json", answer.Only);
        Matches("plan.json", JsonNode.Parse(File.ReadAllText(_workshop.File("plan.json")))!);
    }

    /// <summary>Pink noise that is quiet, loud and quiet again, with a ringing tone and an offset: something for most stages.</summary>
    private static AudioBuffer Mix()
    {
        AudioBuffer mix = ShapedNoise.Pink(0.08, RateHz, seconds: 6, seed: 7);
        AudioBuffer ring = Signals.Sine(2_000, 0.02, RateHz, 6);
        for (int c = 0; c < 2; c++)
        {
            Span<float> samples = mix.Channel(c);
            for (int n = 0; n < samples.Length; n++)
            {
                float level = n / RateHz is 2 or 3 ? 1 : 0.4f;
                samples[n] = (level * samples[n]) + ring.Channel(c)[n] + 0.01f;
            }
        }

        return mix;
    }

    private static void Matches(string name, JsonNode actual)
    {
        string snapshot = Path.Combine(AppContext.BaseDirectory, "CommandLine", "Snapshots", name);
        var differences = new List<string>();
        Compare(File.Exists(snapshot) ? JsonNode.Parse(File.ReadAllText(snapshot)) : null, actual, "", differences);
        if (differences.Count > 0)
        {
            string now = Path.Combine(Path.GetTempPath(), "lacquer-snapshot-" + name);
            File.WriteAllText(now, Settled(actual).ToJsonString(Readable) + "\n");
            Assert.Fail($"{name} has changed; it would now be {now}\n{string.Join('\n', differences.Take(20))}");
        }
    }

    private static void Compare(JsonNode? expected, JsonNode? actual, string path, List<string> differences)
    {
        switch (expected, actual)
        {
            case (JsonObject a, JsonObject b) when a.Select(entry => entry.Key).SequenceEqual(b.Select(entry => entry.Key)):
                foreach ((string key, JsonNode? value) in a.Where(entry => !Fleeting.Contains(entry.Key)))
                {
                    Compare(value, b[key], $"{path}.{key}", differences);
                }

                break;
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                for (int i = 0; i < a.Count; i++)
                {
                    Compare(a[i], b[i], $"{path}[{i}]", differences);
                }

                break;
            case (JsonValue a, JsonValue b) when a.TryGetValue(out double x) && b.TryGetValue(out double y) && Math.Abs(x - y) <= Tolerance:
            case (JsonValue s, JsonValue t) when s.ToJsonString() == t.ToJsonString():
            case (null, null):
                break;
            default:
                differences.Add($"{path}: {Short(expected)} became {Short(actual)}");
                break;
        }
    }

    /// <summary>A copy without what differs from run to run.</summary>
    private static JsonNode Settled(JsonNode node)
    {
        JsonNode copy = node.DeepClone();
        Settle(copy);
        return copy;
    }

    private static void Settle(JsonNode? node)
    {
        if (node is JsonObject item)
        {
            foreach (string key in item.Select(entry => entry.Key).ToArray())
            {
                if (Fleeting.Contains(key))
                {
                    item[key] = "…";
                }
                else
                {
                    Settle(item[key]);
                }
            }
        }
        else if (node is JsonArray list)
        {
            foreach (JsonNode? entry in list)
            {
                Settle(entry);
            }
        }
    }

    private static string Short(JsonNode? node)
    {
        string text = node?.ToJsonString(Readable) ?? "null";
        return text.Length > 120 ? text[..120] + "…" : text;
    }
}
