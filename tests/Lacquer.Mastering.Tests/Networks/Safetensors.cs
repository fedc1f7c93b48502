using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Tests.Networks;

/// <summary>Writes weights, and finds those that the tests come with.</summary>
internal static class Safetensors
{
    private static readonly string NoDigest = new('0', 64);

    /// <summary>The folder with small models of random weights and what PyTorch makes of them.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Decision", "Learned", "model");

    /// <summary>One of its files.</summary>
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>A file of these tensors.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, (int[] Shape, float[] Values)> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var header = new JsonObject
        {
            ["__metadata__"] = new JsonObject((metadata ?? new Dictionary<string, string>()).Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, JsonValue.Create(entry.Value)))),
        };

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

        return Sealed(header, data.ToArray());
    }

    /// <summary>A file of this header with a digest that is right, whether or not the header fits the numbers.</summary>
    public static byte[] Sealed(string header, byte[] data)
    {
        JsonObject root = JsonNode.Parse(header)!.AsObject();
        root["__metadata__"] ??= new JsonObject();
        return Sealed(root, data);
    }

    /// <summary>A file whose digest is made right again after it was changed; without a digest it stays as it is.</summary>
    public static byte[] Resealed(byte[] file)
    {
        const string Name = "\"sha256\":\"";
        byte[] changed = [.. file];
        int at = changed.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Name)) + Name.Length;
        if (at < Name.Length || at + NoDigest.Length > changed.Length)
        {
            return changed;
        }

        Encoding.ASCII.GetBytes(NoDigest, changed.AsSpan(at));
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(changed.AsSpan(8))), changed.AsSpan(at));
        return changed;
    }

    private static byte[] Sealed(JsonObject header, byte[] data)
    {
        header["__metadata__"]!["sha256"] = NoDigest;
        byte[] text = Encoding.UTF8.GetBytes(header.ToJsonString());
        header["__metadata__"]!["sha256"] = Convert.ToHexStringLower(SHA256.HashData([.. text, .. data]));
        return Write(header.ToJsonString(), data);
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
        }
        else
        {
            header["__metadata__"]![name] = value;
        }

        return Sealed(header, data);
    }

    /// <summary>The same file with another name for a tensor.</summary>
    public static byte[] Renamed(byte[] file, string name, string newName)
    {
        int length = (int)BitConverter.ToUInt64(file);
        JsonObject header = JsonNode.Parse(file.AsSpan(8, length))!.AsObject();
        header[newName] = header[name]!.DeepClone();
        header.Remove(name);
        return Sealed(header, file[(8 + length)..]);
    }

    /// <summary>Parses what should be readable.</summary>
    public static ModelFile Parse(byte[] file) => ModelFile.Parse(file, "the test's");

    /// <summary>A tensor whatever its shape.</summary>
    public static float[] Values(this ModelFile file, string name) => file.Tensor(name, [.. file.Shape(name)]);
}
