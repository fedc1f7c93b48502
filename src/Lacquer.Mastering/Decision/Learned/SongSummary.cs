using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Analysis.Style;
using static Lacquer.Mastering.Analysis.Features.FeatureLayout;

namespace Lacquer.Mastering.Decision.Learned;

/// <summary>A track as the networks take it. Does what training/songs.py does; the two change together.</summary>
internal sealed class SongSummary
{
    /// <summary>Numbers of a frame: mid, side, transients, tonality. Correlation is left out: no equaliser or width adds to it.</summary>
    public const int FrameValues = (2 * Bands) + (2 * Groups);

    /// <summary>Numbers of a segment after the level and without the correlation.</summary>
    public const int Statistics = SegmentValues - Bands - Groups;

    /// <summary>Numbers of a whole song: the statistics, and how level and width differ from segment to segment.</summary>
    public const int SummaryValues = Statistics + (2 * Bands);

    /// <summary>How many styles of music the networks are told of.</summary>
    public static int Styles => StyleLabels.All.Count;

    private const float DeepestDb = 50;       // under the mean of the bands: an empty band is empty, however empty
    private const float LeastSounding = 0.3f;
    private const double QuietestDb = 20;     // under the loudest segment: quieter ones all count the same tenth
    private const int Every = 8;              // frames: the trunk looks at each eighth, 0.37 s apart

    private SongSummary(IReadOnlyList<SongSegment> segments, float[] style)
    {
        Segments = segments;
        Style = style;
    }

    /// <summary>The segments that sound.</summary>
    public IReadOnlyList<SongSegment> Segments { get; }

    /// <summary>Probability of each style, in the order of <see cref="StyleLabels.All"/>; all zero when nothing classified.</summary>
    public float[] Style { get; }

    /// <summary>The summary of a track, or null when hardly anything in it sounds.</summary>
    public static SongSummary? Of(TrackAnalysis analysis) => Of(analysis.Segments, StyleOf(analysis.Style));

    /// <inheritdoc cref="Of(TrackAnalysis)"/>
    public static SongSummary? Of(IReadOnlyList<SegmentFeatures> all, float[] style)
    {
        SegmentFeatures[] sounding = [.. all.Where(segment => segment.SoundingShare > LeastSounding)];
        if (sounding.Length == 0)
        {
            return null;
        }

        double[] weights = Weights(sounding);
        return new SongSummary([.. sounding.Select((segment, s) => Segment(segment, weights[s]))], style);
    }

    /// <summary>The mean spectrum and the statistics of the song.</summary>
    /// <param name="shares">How much of each segment's weight counts, 0 to 1; not all 0.</param>
    /// <returns>Level of each band in dB without their mean; <see cref="SummaryValues"/> numbers.</returns>
    public (float[] LevelDb, float[] Summary) Whole(double[] shares)
    {
        double[] weights = [.. Segments.Select((segment, s) => segment.Weight * shares[s])];
        double sum = weights.Sum();
        var level = new double[Bands];
        var middle = new double[Statistics];
        for (int s = 0; s < weights.Length; s++)
        {
            weights[s] /= sum;
            Add(level, Segments[s].LevelDb, weights[s]);
            Add(middle, Segments[s].Statistics, weights[s]);
        }

        var summary = new float[SummaryValues];
        for (int i = 0; i < Statistics; i++)
        {
            summary[i] = (float)middle[i];
        }

        double mean = level.Average();
        for (int b = 0; b < Bands; b++)
        {
            summary[Statistics + b] = Spread(weights, level[b], segment => segment.LevelDb[b]);
            summary[Statistics + Bands + b] = Spread(weights, middle[b], segment => segment.Statistics[b]);
        }

        return (Array.ConvertAll(level, db => (float)(db - mean)), summary);
    }

    private static double[] Weights(SegmentFeatures[] segments)
    {
        double[] loudness = Array.ConvertAll(segments, segment =>
        {
            double power = 0;
            foreach (float db in segment.Statistics.AsSpan(LevelAt, Bands))
            {
                power += Math.Pow(10, 0.1 * db);
            }

            return 10 * Math.Log10(power);
        });
        double loudest = loudness.Max();
        double[] weights = [.. segments.Select((segment, s) => segment.SoundingShare * Math.Pow(10, 0.05 * Math.Max(loudness[s] - loudest, -QuietestDb)))];
        double sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }

    private static SongSegment Segment(SegmentFeatures features, double weight)
    {
        ReadOnlySpan<float> level = features.Statistics.AsSpan(LevelAt, Bands);
        float mean = 0;
        foreach (float db in level)
        {
            mean += db / Bands;
        }

        var relative = new float[Bands];
        for (int b = 0; b < Bands; b++)
        {
            relative[b] = Math.Max(level[b] - mean, -DeepestDb);
        }

        return new SongSegment
        {
            Frames = Frames(features.Frames),
            MeanDb = mean,
            LevelDb = relative,
            Statistics = [.. features.Statistics[WidthAt..CorrelationMeanAt], .. features.Statistics[TonalityMeanAt..]],
            Weight = weight,
        };
    }

    private static float[] Frames(Half[] all)
    {
        int count = ((all.Length / FeatureLayout.FrameValues) + Every - 1) / Every;
        var frames = new float[count * FrameValues];
        for (int f = 0; f < count; f++)
        {
            ReadOnlySpan<Half> from = all.AsSpan(f * Every * FeatureLayout.FrameValues, FeatureLayout.FrameValues);
            Span<float> to = frames.AsSpan(f * FrameValues, FrameValues);
            for (int i = 0; i < CorrelationAt; i++)
            {
                to[i] = (float)from[i];
            }

            for (int g = 0; g < Groups; g++)
            {
                to[CorrelationAt + g] = (float)from[TonalityAt + g];
            }
        }

        return frames;
    }

    private static float[] StyleOf(StyleEstimate style) =>
        [.. StyleLabels.All.Select(label => (float)style.Probabilities.GetValueOrDefault(label))];

    private static void Add(double[] sum, float[] values, double weight)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += weight * values[i];
        }
    }

    private float Spread(double[] weights, double mean, Func<SongSegment, double> value)
    {
        double squares = 0;
        for (int s = 0; s < weights.Length; s++)
        {
            double difference = value(Segments[s]) - mean;
            squares += weights[s] * difference * difference;
        }

        return (float)Math.Sqrt(squares);
    }
}
