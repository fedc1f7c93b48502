using Lacquer.Dsp;
using Lacquer.TestKit;

[assembly: AssemblyFixture(typeof(Lacquer.Mastering.Tests.CommandLine.Excerpts))]

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Twenty seconds out of the middle of up to three real mixes, cut once for all tests.</summary>
public sealed class Excerpts : IDisposable
{
    private const double Seconds = 20;
    private const int Most = 3;

    private readonly Workshop _folder = new();
    private readonly Lazy<string[]> _files;

    public Excerpts() => _files = new Lazy<string[]>(() => [.. TestMusic.Files().Take(Most).Select(Cut)]);

    /// <summary>The numbers of the excerpts, for theories.</summary>
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Math.Min(Most, TestMusic.Files().Count))];

    /// <summary>Path of an excerpt: WAV, 16 bit, at the mix's own rate.</summary>
    public string this[int number] => _files.Value[number];

    /// <summary>Path of the first one.</summary>
    public string First => this[0];

    public void Dispose() => _folder.Dispose();

    private string Cut(string file, int number)
    {
        AudioBuffer whole = SoundFile.Read(file, out int sampleRateHz);
        int frames = (int)Math.Min(whole.Frames, Seconds * sampleRateHz);
        string path = _folder.File($"excerpt{number}.wav");
        SoundFile.Write(path, whole.AsBlock((whole.Frames - frames) / 2, frames), sampleRateHz, "wav", "16");
        return path;
    }
}
