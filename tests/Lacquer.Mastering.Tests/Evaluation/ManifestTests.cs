using Lacquer.Audio;
using Lacquer.Mastering.Evaluation;
using Lacquer.Mastering.Tests.CommandLine;

namespace Lacquer.Mastering.Tests.Evaluation;

/// <summary>The manifest as training writes it.</summary>
public sealed class ManifestTests : IDisposable
{
    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void Quoted_fields_and_other_splits_are_understood()
    {
        string path = Written("split,package,version,path,sha256\ntest,a,1,\"x, \"\"y\"\".ogg\",00ff\ntrain,b,1,z.ogg,11\n");
        ManifestTrack track = Assert.Single(Manifest.Read(path, "test"));
        Assert.Equal("x, \"y\".ogg", track.Path);
        Assert.Equal("a", track.Package);
        Assert.Equal("00ff", track.Sha256);
    }

    [Theory]
    [InlineData("", AudioFault.Malformed)]
    [InlineData("split,package\n", AudioFault.Malformed)]
    [InlineData("split,package,path,sha256\ntest,a\n", AudioFault.Malformed)]
    [InlineData("split,package,path,sha256\ntrain,a,b,c\n", AudioFault.Empty)]
    public void What_is_none_is_refused(string text, AudioFault fault) =>
        Assert.Equal(fault, Assert.Throws<AudioFileException>(() => Manifest.Read(Written(text), "test")).Fault);

    private string Written(string text)
    {
        string path = _workshop.File("manifest.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
