using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Lacquer.Mastering.Analysis.Style;

namespace Lacquer.Mastering.Analysis.Features;

/// <summary>Writes features as NumPy's archive: one zip of arrays, read by <c>numpy.load</c>.</summary>
/// <remarks>
/// Arrays: <c>version</c> int32; <c>frames</c> float16 [frames, values]; <c>segmentEnds</c> int32, one past each segment's last frame;
/// <c>statistics</c> float32 [segments, values]; <c>sounding</c> float32 [segments]; <c>loudness</c> float32: integrated loudness in LUFS,
/// range in LU, peak to loudness in dB, NaN where there is none; <c>style</c> float32: probability of each of
/// <see cref="StyleLabels.All"/> in that order, all zero where nothing classified. The format is version 1.0 of numpy.lib.format.
/// </remarks>
public static class FeatureFile
{
    private const int HeaderMultiple = 64;

    /// <summary>Writes one track's features.</summary>
    /// <param name="to">Receives the archive.</param>
    /// <param name="analysis">A whole analysis, segments included.</param>
    public static void Write(Stream to, TrackAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        IReadOnlyList<SegmentFeatures> segments = analysis.Segments;
        using var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        Half[] frames = [.. segments.SelectMany(segment => segment.Frames)];
        var ends = new int[segments.Count];
        for (int s = 0, end = 0; s < ends.Length; s++)
        {
            ends[s] = end += segments[s].Frames.Length / FeatureLayout.FrameValues;
        }

        float[] statistics = [.. segments.SelectMany(segment => segment.Statistics)];
        float[] sounding = [.. segments.Select(segment => segment.SoundingShare)];
        float[] loudness =
        [
            Finite(analysis.Loudness.Integrated.Value),
            Finite(analysis.Loudness.Range.Value),
            Finite(analysis.Loudness.PeakToLoudness.Value),
        ];
        float[] style = [.. StyleLabels.All.Select(label => (float)analysis.Style.Probabilities.GetValueOrDefault(label))];
        Add(archive, "version", "<i4", [FeatureLayout.Version]);
        Add(archive, "frames", "<f2", frames, FeatureLayout.FrameValues);
        Add(archive, "segmentEnds", "<i4", ends);
        Add(archive, "statistics", "<f4", statistics, FeatureLayout.SegmentValues);
        Add(archive, "sounding", "<f4", sounding);
        Add(archive, "loudness", "<f4", loudness);
        Add(archive, "style", "<f4", style);
    }

    private static float Finite(double value) => double.IsFinite(value) ? (float)value : float.NaN;

    private static void Add<T>(ZipArchive archive, string name, string type, T[] values, int columns = 0)
        where T : unmanaged
    {
        string shape = columns > 0
            ? string.Create(CultureInfo.InvariantCulture, $"({values.Length / columns}, {columns})")
            : string.Create(CultureInfo.InvariantCulture, $"({values.Length},)");
        string description = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}";
        const int fixedBytes = 10; // magic, version, length
        int padding = HeaderMultiple - 1 - ((fixedBytes + description.Length) % HeaderMultiple);
        byte[] text = Encoding.ASCII.GetBytes(description + new string(' ', padding) + "\n");
        using Stream entry = archive.CreateEntry(name + ".npy", CompressionLevel.Fastest).Open();
        entry.Write([0x93, .. "NUMPY"u8, 1, 0]);
        entry.Write([(byte)(text.Length & 0xFF), (byte)(text.Length >> 8)]);
        entry.Write(text);
        entry.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }
}
