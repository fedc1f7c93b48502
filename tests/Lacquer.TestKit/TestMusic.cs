using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

using Lacquer.Dsp;

namespace Lacquer.TestKit;

/// <summary>Real music to test with: the folder named by LACQUER_TEST_MUSIC, or <c>shared/audio</c> beside the checkout.</summary>
public static class TestMusic
{
    private const string Variable = "LACQUER_TEST_MUSIC";

    private static readonly string[] Extensions = [".flac", ".wav", ".ogg", ".mp3"];

    /// <summary>All music files, in the order of their names.</summary>
    /// <exception cref="InvalidOperationException">There is no folder or no music in it: a test must fail, not skip.</exception>
    public static IReadOnlyList<string> Files()
    {
        string folder = Folder();
        string[] files = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Where(f => Extensions.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal)]
            : [];
        return files.Length > 0
            ? files
            : throw new InvalidOperationException($"No music in '{folder}'. Name a folder of FLAC, WAV, Ogg or MP3 files in {Variable}.");
    }

    /// <summary>Decodes a file with ffmpeg, independently of Lacquer's own decoders.</summary>
    /// <param name="file">Path.</param>
    /// <param name="sampleRateHz">Receives the file's rate.</param>
    public static AudioBuffer Decode(string file, out int sampleRateHz)
    {
        string[] shape = Encoding.UTF8.GetString(ExternalProgram.Run(
            "ffprobe", "-v", "error", "-select_streams", "a:0", "-show_entries", "stream=sample_rate,channels", "-of", "csv=p=0", file))
            .Split(',', '\n');
        sampleRateHz = int.Parse(shape[0], CultureInfo.InvariantCulture);
        int channels = int.Parse(shape[1], CultureInfo.InvariantCulture);
        ReadOnlySpan<float> samples = MemoryMarshal.Cast<byte, float>(
            ExternalProgram.Run("ffmpeg", "-v", "error", "-i", file, "-map", "a:0", "-f", "f32le", "-"));
        var buffer = new AudioBuffer(channels, samples.Length / channels);
        for (int c = 0; c < channels; c++)
        {
            Span<float> channel = buffer.Channel(c);
            for (int n = 0; n < channel.Length; n++)
            {
                channel[n] = samples[(n * channels) + c];
            }
        }

        return buffer;
    }

    private static string Folder()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named))
        {
            return named;
        }

        for (DirectoryInfo? place = new(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            if (File.Exists(Path.Combine(place.FullName, "Lacquer.slnx")))
            {
                return Path.GetFullPath(Path.Combine(place.FullName, "..", "shared", "audio"));
            }
        }

        return $"{Variable}, which is not set";
    }
}
