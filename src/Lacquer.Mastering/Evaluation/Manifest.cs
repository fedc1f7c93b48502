using System.Text;
using Lacquer.Audio;

namespace Lacquer.Mastering.Evaluation;

/// <summary>Reads model/manifest.csv, which training/dataset.py writes.</summary>
public static class Manifest
{
    private const long LargestBytes = 1 << 26; // a hundred thousand tracks

    /// <summary>The tracks of one split, in the file's order.</summary>
    /// <param name="path">The manifest.</param>
    /// <param name="split">The split's name.</param>
    /// <exception cref="AudioFileException">It cannot be read, is no manifest, or holds no track of that split.</exception>
    public static IReadOnlyList<ManifestTrack> Read(string path, string split)
    {
        string[] lines;
        try
        {
            lines = new FileInfo(path).Length <= LargestBytes
                ? File.ReadAllLines(path)
                : throw new AudioFileException(AudioFault.LimitExceeded, $"the manifest {path} is larger than {LargestBytes >> 20} MiB.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AudioFileException(AudioFault.Unreadable, $"the manifest {path} cannot be read ({e.Message.ReplaceLineEndings(" ")}).", e);
        }

        string[] head = lines.Length > 0 ? Fields(lines[0]) : [];
        int[] columns = [.. ((string[])["split", "package", "path", "sha256"]).Select(name => Array.IndexOf(head, name))];
        if (columns.Contains(-1))
        {
            throw new AudioFileException(AudioFault.Malformed, $"{path} is no manifest: its first line must name split, package, path and sha256.");
        }

        string[][] rows = [.. lines.Skip(1).Where(line => line.Length > 0).Select(Fields)];
        if (Array.Find(rows, row => row.Length != head.Length) is { } odd)
        {
            throw new AudioFileException(AudioFault.Malformed, $"{path} holds a line of {odd.Length} fields instead of {head.Length}.");
        }

        ManifestTrack[] tracks = [.. rows.Where(row => row[columns[0]] == split).Select(row => new ManifestTrack
        {
            Split = row[columns[0]],
            Package = row[columns[1]],
            Path = row[columns[2]],
            Sha256 = row[columns[3]],
        })];
        return tracks.Length > 0 ? tracks : throw new AudioFileException(AudioFault.Empty, $"{path} holds no track of the split '{split}'.");
    }

    /// <summary>Comma-separated, quoted where needed, a quote doubled within quotes (RFC 4180); no field spans lines.</summary>
    private static string[] Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString());
        return [.. fields];
    }
}
