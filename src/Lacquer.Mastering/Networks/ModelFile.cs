using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Lacquer.Mastering.Networks;

/// <summary>Trained weights, by name.</summary>
/// <remarks>
/// The container is safetensors: eight bytes of little-endian header length, a JSON header that gives each tensor's type, shape and place,
/// then the numbers. Nothing in it is executed. Only <c>F32</c> is read. The header's <c>__metadata__</c> names the feature version.
/// </remarks>
internal sealed class ModelFile
{
    private const int LargestBytes = 64 << 20; // the shipped model is some 2 MB
    private const string MetadataName = "__metadata__";
    private const string ChecksumName = "sha256"; // training/safetensors_file.py: of header and numbers, with zeros in its own place

    private readonly Dictionary<string, Stored> _tensors = new(StringComparer.Ordinal);

    private readonly Lazy<string> _sha256;

    private ModelFile(byte[] bytes, IReadOnlyDictionary<string, string> metadata)
    {
        _sha256 = new Lazy<string>(() => Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Metadata = metadata;
    }

    /// <summary>Hash of the whole file, in lower-case hexadecimal digits.</summary>
    public string Sha256 => _sha256.Value;

    /// <summary>What the training wrote about the model.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelException">It is missing, damaged or too large.</exception>
    public static ModelFile Read(string path)
    {
        byte[] bytes;
        try
        {
            if (new FileInfo(path).Length > LargestBytes)
            {
                throw new ModelException($"the model {path} is larger than {LargestBytes >> 20} MiB.");
            }

            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"the model {path} cannot be read.", exception);
        }

        return Parse(bytes, path);
    }

    /// <summary>Reads a file's content.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">Named in errors.</param>
    /// <exception cref="ModelException">It is damaged.</exception>
    public static ModelFile Parse(ReadOnlySpan<byte> bytes, string name)
    {
        try
        {
            int headerBytes = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            ReadOnlySpan<byte> data = bytes[(8 + headerBytes)..];
            using JsonDocument header = JsonDocument.Parse(bytes.Slice(8, headerBytes).ToArray());
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            if (header.RootElement.TryGetProperty(MetadataName, out JsonElement found))
            {
                foreach (JsonProperty entry in found.EnumerateObject())
                {
                    metadata[entry.Name] = entry.Value.GetString() ?? "";
                }
            }

            if (metadata.GetValueOrDefault(ChecksumName) is not { Length: 64 } checksum || checksum != Digest(bytes[8..], checksum))
            {
                throw new FormatException("The file is not as it was written; a flipped bit would still be a number.");
            }

            var model = new ModelFile(bytes.ToArray(), metadata);
            foreach (JsonProperty entry in header.RootElement.EnumerateObject())
            {
                if (entry.Name != MetadataName)
                {
                    model._tensors[entry.Name] = ReadTensor(entry.Value, data);
                }
            }

            return model;
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException or OverflowException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ModelException($"the model {name} is damaged.", exception);
        }
    }

    /// <summary>A tensor of a given shape.</summary>
    /// <exception cref="ModelException">There is none, or it has another shape.</exception>
    public float[] Tensor(string name, params ReadOnlySpan<int> shape)
    {
        if (!_tensors.TryGetValue(name, out Stored? tensor))
        {
            throw new ModelException($"the model lacks {name}.");
        }

        return shape.SequenceEqual(tensor.Shape)
            ? tensor.Values
            : throw new ModelException($"the model's {name} has the shape [{string.Join(", ", tensor.Shape)}] instead of [{string.Join(", ", shape.ToArray())}].");
    }

    /// <summary>Whether there is a tensor of this name.</summary>
    public bool Has(string name) => _tensors.ContainsKey(name);

    /// <summary>The shape of a tensor.</summary>
    /// <exception cref="ModelException">There is none of that name.</exception>
    public IReadOnlyList<int> Shape(string name) =>
        _tensors.TryGetValue(name, out Stored? tensor) ? tensor.Shape : throw new ModelException($"the model lacks {name}.");

    /// <summary>SHA-256 of header and numbers as they were before the digest took the zeros' place.</summary>
    private static string Digest(ReadOnlySpan<byte> content, string checksum)
    {
        byte[] blank = content.ToArray();
        int at = content.IndexOf(Encoding.ASCII.GetBytes(checksum));
        blank.AsSpan(at, checksum.Length).Fill((byte)'0');
        return Convert.ToHexStringLower(SHA256.HashData(blank));
    }

    private static Stored ReadTensor(JsonElement description, ReadOnlySpan<byte> data)
    {
        if (description.GetProperty("dtype").GetString() != "F32")
        {
            throw new FormatException("Only 32-bit floating point is read.");
        }

        int[] shape = [.. description.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        int[] place = [.. description.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
        float[] values = MemoryMarshal.Cast<byte, float>(data[place[0]..place[1]]).ToArray();
        long wanted = shape.Aggregate(1L, (product, size) => checked(product * size));
        if (wanted != values.Length || place[1] - place[0] != 4 * wanted || !Array.TrueForAll(values, float.IsFinite))
        {
            throw new FormatException("A tensor does not fit its shape, or holds a NaN or infinity.");
        }

        return new Stored(shape, values);
    }

    private sealed record Stored(int[] Shape, float[] Values);
}
