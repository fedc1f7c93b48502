using System.Security.Cryptography;
using System.Text;
using Lacquer.Audio;

namespace Lacquer.Mastering.Analysis.References;

/// <summary>Reads references: sound files, which are analysed like a mix, and saved profiles.</summary>
public sealed class ReferenceReader(TrackAnalyser analyser)
{
    private const double SilentDbfs = -120; // no recording is that quiet; 20 bits are silent
    private const int LargestProfileBytes = 1 << 16; // a profile takes about 5 000

    /// <summary>The profile of a file; its content decides what it is, never its name.</summary>
    /// <param name="path">A sound file of any kind that can be mastered, or a saved profile.</param>
    /// <param name="progress">Told the share that has been heard, 0 to 1; may be null.</param>
    /// <param name="cancel">Stops between two blocks.</param>
    /// <exception cref="AudioFileException">The file is neither, cannot be read, or is silent.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was set.</exception>
    public ReferenceProfile Read(string path, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        if (SavedProfile(path) is { } json)
        {
            return ReferenceProfileJson.Read(json);
        }

        using IAudioSource source = AudioFile.Open(path, AudioLimits.Default, cancel);
        Task<string> hash = Task.Run(() => Hash(path), cancel);
        TrackAnalysis analysis = analyser.Analyse(source, progress, cancel);
        return OfSounding(analysis, Path.GetFileName(path), hash.GetAwaiter().GetResult());
    }

    /// <summary>The profile of an analysed file.</summary>
    /// <param name="analysis">What was measured.</param>
    /// <param name="path">The file it was measured on.</param>
    /// <exception cref="AudioFileException">It is silent.</exception>
    public static ReferenceProfile Of(TrackAnalysis analysis, string path)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return OfSounding(analysis, Path.GetFileName(path), Hash(path));
    }

    private static ReferenceProfile OfSounding(TrackAnalysis analysis, string name, string sha256) =>
        analysis.Loudness.SamplePeak.Value >= SilentDbfs
            ? ReferenceProfiles.Of(analysis, name, sha256)
            : throw new AudioFileException(AudioFault.Silent, "holds nothing but silence, so there is nothing to refer to; choose a track that sounds");

    /// <summary>The text of a file that starts like a profile; null for all others.</summary>
    private static string? SavedProfile(string path)
    {
        if (!File.Exists(path) || SpecialFile.Kind(path) is not null)
        {
            return null; // the reader of sound says what is wrong
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            var start = new byte[64];
            string text = Encoding.UTF8.GetString(start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
            if (!text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith('{'))
            {
                return null;
            }

            return file.Length <= LargestProfileBytes
                ? File.ReadAllText(path)
                : throw new AudioFileException(AudioFault.LimitExceeded, "neither a sound file nor a saved reference: far too large for one");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AudioFileException(AudioFault.Unreadable, "cannot be read: " + exception.Message.ReplaceLineEndings(" "), exception);
        }
    }

    private static string Hash(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
