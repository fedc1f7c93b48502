using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Tests.Networks;

/// <summary>Writes weights, and finds those that the tests come with.</summary>
internal static class Safetensors
{
    /// <summary>The folder with small models of random weights and what PyTorch makes of them.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Decision", "Learned", "model");

    /// <summary>One of its files.</summary>
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>A file of these tensors.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, (int[] Shape, float[] Values)> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var header = new JsonObject();
        if (metadata is not null)
        {
            header["__metadata__"] = new JsonObject(metadata.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, JsonValue.Create(entry.Value))));
        }

        using var data = new MemoryStream();
        foreach ((string name, (int[] shape, float[] values)) in tensors)
        {
            long start = data.Length;
            data.Write(MemoryMarshal.AsBytes(values.AsSpan()));
            header[name] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = new JsonArray([.. shape.Select(size => (JsonNode)size)]),
                ["data_offsets"] = new JsonArray(start, data.Length),
            };
        }

        return Write(header.ToJsonString(), data.ToArray());
    }

    /// <summary>A file of this header and these numbers, whether or not they fit.</summary>
    public static byte[] Write(string header, byte[] data) =>
        [.. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. data];

    /// <summary>The same file with other metadata or another value of a tensor of one number.</summary>
    public static byte[] Changed(byte[] file, string name, string value)
    {
        int length = (int)BitConverter.ToUInt64(file);
        JsonObject header = JsonNode.Parse(file.AsSpan(8, length))!.AsObject();
        byte[] data = file[(8 + length)..];
        if (header.ContainsKey(name))
        {
            int at = (int)header[name]!["data_offsets"]![0]!;
            BitConverter.TryWriteBytes(data.AsSpan(at), float.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
            header["__metadata__"]!["dataSha256"] = Convert.ToHexStringLower(SHA256.HashData(data));
        }
        else
        {
            header["__metadata__"]![name] = value;
        }

        return Write(header.ToJsonString(), data);
    }

    /// <summary>The same file with another name for a tensor.</summary>
    public static byte[] Renamed(byte[] file, string name, string newName)
    {
        int length = (int)BitConverter.ToUInt64(file);
        JsonObject header = JsonNode.Parse(file.AsSpan(8, length))!.AsObject();
        header[newName] = header[name]!.DeepClone();
        header.Remove(name);
        return Write(header.ToJsonString(), file[(8 + length)..]);
    }

    /// <summary>Parses what should be readable.</summary>
    public static ModelFile Parse(byte[] file) => ModelFile.Parse(file, "the test's");

    /// <summary>A tensor whatever its shape.</summary>
    public static float[] Values(this ModelFile file, string name) => file.Tensor(name, [.. file.Shape(name)]);
}
