using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>What training reads is what the analysis measured, in NumPy's own format.</summary>
public sealed class FeaturesTests : IDisposable
{
    private const int RateHz = 44_100;

    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void The_file_holds_arrays_as_numpy_writes_them()
    {
        string mix = Mix("mix");
        Assert.Equal(0, Terminal.Run("features", mix, "-o", _workshop.Root).ExitCode);
        using ZipArchive archive = ZipFile.OpenRead(_workshop.File("mix.npz"));
        (string header, byte[] data) = Read(archive, "statistics.npy");
        Assert.Contains($"'shape': (2, {FeatureLayout.SegmentValues})", header, StringComparison.Ordinal);
        Assert.Contains("'descr': '<f4', 'fortran_order': False", header, StringComparison.Ordinal);
        using var source = new Analysis.BufferSource(SoundFile.Read(mix), RateHz);
        IReadOnlyList<SegmentFeatures> expected = new TrackAnalyser().AnalyseWithSegments(source, progress: null, TestContext.Current.CancellationToken).Segments;
        for (int s = 0; s < expected.Count; s++)
        {
            for (int i = 0; i < FeatureLayout.SegmentValues; i++)
            {
                Assert.Equal(expected[s].Statistics[i], BinaryPrimitives.ReadSingleLittleEndian(data.AsSpan(4 * ((s * FeatureLayout.SegmentValues) + i))));
            }
        }

        (header, data) = Read(archive, "version.npy");
        Assert.Contains("'shape': (1,)", header, StringComparison.Ordinal);
        Assert.Equal(FeatureLayout.Version, BinaryPrimitives.ReadInt32LittleEndian(data));
    }

    [Fact]
    public void One_bad_file_fails_alone()
    {
        string bad = _workshop.File("bad.wav");
        File.WriteAllText(bad, "no music");
        Answer answer = Terminal.Run("features", bad, Mix("good"), "-o", _workshop.Root);
        Assert.Equal(3, answer.ExitCode);
        Assert.Contains("bad.wav", answer.Error, StringComparison.Ordinal);
        Assert.Contains("good.npz", _workshop.Names());
        Assert.DoesNotContain("bad.npz", _workshop.Names());
    }

    [Fact]
    public void What_is_there_is_replaced_only_when_asked()
    {
        string mix = Mix("mix");
        string target = _workshop.File("mix.npz");
        File.WriteAllText(target, "kept");
        Terminal.Run("features", mix, "-o", target).Fails(4, "mix.npz", "--force");
        Assert.Equal("kept", File.ReadAllText(target));
        Assert.Equal(0, Terminal.Run("features", mix, "-o", target, "--force").ExitCode);
        Assert.NotEqual(4, new FileInfo(target).Length);
        Assert.Equal(2, _workshop.Names().Length);
    }

    [Fact]
    public void Two_inputs_of_one_name_are_not_written_over_each_other()
    {
        Directory.CreateDirectory(_workshop.File("a"));
        string first = Mix("mix");
        string second = Path.Combine(_workshop.File("a"), "mix.wav");
        File.Copy(first, second);
        Answer answer = Terminal.Run("features", first, second, "-o", _workshop.Root);
        Assert.Equal(4, answer.ExitCode);
        Assert.Contains("same name", answer.Error, StringComparison.Ordinal);
    }

    private static (string Header, byte[] Data) Read(ZipArchive archive, string name)
    {
        using var whole = new MemoryStream();
        using Stream entry = archive.GetEntry(name)!.Open();
        entry.CopyTo(whole);
        byte[] bytes = whole.ToArray();
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0], bytes[..8]);
        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        Assert.Equal(0, (10 + length) % 64); // numpy.lib.format: the data is aligned
        return (Encoding.ASCII.GetString(bytes, 10, length), bytes[(10 + length)..]);
    }

    private string Mix(string name)
    {
        string path = _workshop.File(name + ".wav");
        SoundFile.Write(path, ShapedNoise.Pink(0.1, RateHz, 20), RateHz);
        return path;
    }
}
