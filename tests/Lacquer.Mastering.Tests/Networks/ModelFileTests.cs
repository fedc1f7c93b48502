using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Networks;
using Lacquer.Mastering.Tests.CommandLine;

namespace Lacquer.Mastering.Tests.Networks;

/// <summary>A model that cannot be used is refused in one clear line that names the way out; never silent garbage.</summary>
public sealed class ModelFileTests
{
    private static readonly byte[] Good = Safetensors.Bytes("tone.safetensors");

    public static TheoryData<string, byte[]> Damaged => new()
    {
        { "nothing", [] },
        { "a few bytes", [1, 2, 3] },
        { "a text", "this is no model at all, only some words"u8.ToArray() },
        { "the first half", Good[..(Good.Length / 2)] },
        { "all but the last byte", Good[..^1] },
        { "a header longer than the file", [.. BitConverter.GetBytes(ulong.MaxValue), .. Good[8..]] },
        { "a negative place", Safetensors.Sealed("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", new byte[8]) },
        { "a place beyond the end", Safetensors.Sealed("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", new byte[8]) },
        { "a place that ends before it starts", Safetensors.Sealed("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}""", new byte[8]) },
        { "a shape that does not fit", Safetensors.Sealed("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", new byte[8]) },
        { "a shape that overflows", Safetensors.Sealed("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8]}}""", new byte[8]) },
        { "another type", Safetensors.Sealed("""{"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}""", new byte[8]) },
        { "no type", Safetensors.Sealed("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", new byte[8]) },
        { "an array for a header", Safetensors.Write("[1, 2]", new byte[8]) },
        { "numbers for metadata", Safetensors.Write("""{"__metadata__":{"kind":3}}""", []) },
        { "a NaN", Safetensors.Write(new Dictionary<string, (int[], float[])> { ["a"] = ([2], [1, float.NaN]) }) },
        { "an infinity", Safetensors.Write(new Dictionary<string, (int[], float[])> { ["a"] = ([1], [float.PositiveInfinity]) }) },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_file_is_refused(string what, byte[] file)
    {
        Assert.NotEmpty(what);
        IsClear(Assert.Throws<ModelException>(() => ModelFile.Parse(file, "x.safetensors")), "x.safetensors is damaged");
    }

    [Fact]
    public void A_byte_changed_anywhere_is_refused()
    {
        for (int at = 8; at < Good.Length; at += 613)
        {
            byte[] file = [.. Good];
            file[at] ^= 1; // in the header a digit becomes another one: still JSON, and another model
            Assert.Throws<ModelException>(() => ModelFile.Parse(file, "changed"));
        }
    }

    [Fact]
    public void A_file_without_its_digest_is_refused()
    {
        string text = System.Text.Encoding.Latin1.GetString(Good).Replace("\"sha256\"", "\"sha257\"", StringComparison.Ordinal);
        IsClear(Assert.Throws<ModelException>(() => ModelFile.Parse(System.Text.Encoding.Latin1.GetBytes(text), "x.safetensors")), "x.safetensors is damaged");
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        for (int length = 0; length < Good.Length; length += 997)
        {
            Assert.Throws<ModelException>(() => ToneModel.From(ModelFile.Parse(Good.AsSpan(0, length), "cut"), "cut"));
        }
    }

    [Fact]
    public void Bytes_changed_at_random_never_end_in_anything_else()
    {
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            byte[] file = [.. Good];
            for (int k = 0; k < 4; k++)
            {
                file[random.Next(i % 2 == 0 ? 4_000 : file.Length)] = (byte)random.Next(256); // the header, or anywhere
            }

            try
            {
                ToneModel.From(ModelFile.Parse(Safetensors.Resealed(file), "fuzz"), "fuzz");
            }
            catch (ModelException)
            {
                // The one way it may fail.
            }
        }
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var workshop = new Workshop();
        IsClear(Assert.Throws<ModelException>(() => ToneModel.Load(workshop.File("tone.safetensors"))), "tone.safetensors");
        IsClear(Assert.Throws<ModelException>(() => ToneModel.Load(workshop.Root)), workshop.Root);
    }

    [Theory]
    [InlineData("featureVersion", "1", "features of version 1")]
    [InlineData("kind", "style", "no model of tone")]
    [InlineData("trunks", "3", "lacks trunk.2.levelMean")]
    [InlineData("trunks", "-1", "trunks")]
    [InlineData("trunks", "999999999", "trunks")]
    [InlineData("dilations", "1,4", "more convolutions than dilations")]
    [InlineData("dilations", "1,4,16,64", "lacks trunk.0.convolutions.3.weight")]
    [InlineData("dilations", "one", "dilations")]
    [InlineData("songs", "0", "songShare")]
    [InlineData("calibration.kappa", "-1", "kappa")]
    [InlineData("calibration.songShare", "1.5", "songShare")]
    [InlineData("calibration.toneSigma", "0", "toneSigma")]
    [InlineData("calibration.sideSigma", "0", "sideSigma")]
    [InlineData("trunk.0.frameScale", "0", "frameScale")]
    public void A_model_that_does_not_fit_is_refused(string name, string value, string expected)
    {
        byte[] file = Safetensors.Changed(Good, name, value);
        IsClear(Assert.Throws<ModelException>(() => ToneModel.From(Safetensors.Parse(file), "x")), expected);
    }

    [Fact]
    public void A_tensor_of_another_shape_is_named_with_both_shapes()
    {
        ModelException e = Assert.Throws<ModelException>(() => Safetensors.Parse(Good).Tensor("trunk.0.levelMean", 8, 5));
        IsClear(e, "[40] instead of [8, 5]");
    }

    [Fact]
    public void The_hash_is_that_of_the_file() =>
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Good)), Safetensors.Parse(Good).Sha256);

    private static void IsClear(ModelException e, string expected)
    {
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains("--decision statistical", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }
}
