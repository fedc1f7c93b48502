using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Features;

/// <summary>Collects what a model judges by, in segments of twelve seconds.</summary>
/// <remarks>
/// Frames come from the dynamics meter's spectra, so nothing is transformed twice. Of a long track evenly spread segments are
/// kept, so that memory ends at about 4 MB.
/// </remarks>
internal sealed class FeatureMeter
{
    private const double LeastSeconds = 3; // a shorter rest at the end says little; of a shorter track it is all there is

    private readonly double _hopSeconds;
    private readonly int _segmentFrames;
    private readonly int _keepEvery;
    private readonly FrameFeatures _frame;
    private readonly SegmentStatistics _statistics;
    private readonly float[] _held;
    private readonly List<SegmentFeatures> _segments = [];
    private int _count;
    private int _segment;

    /// <param name="sampleRateHz">Rate of the signal.</param>
    /// <param name="frameSize">Length of a frame; frames overlap by half.</param>
    /// <param name="totalFrames">Length of the track, in samples; 0 when it is not known.</param>
    public FeatureMeter(int sampleRateHz, int frameSize, long totalFrames)
    {
        _hopSeconds = 0.5 * frameSize / sampleRateHz;
        _segmentFrames = (int)Math.Round(FeatureLayout.SegmentSeconds / _hopSeconds);
        double expected = (double)totalFrames / sampleRateHz / FeatureLayout.SegmentSeconds;
        _keepEvery = Math.Max(1, (int)Math.Ceiling(expected / FeatureLayout.MostSegments));
        _frame = new FrameFeatures(sampleRateHz, frameSize);
        _statistics = new SegmentStatistics(_segmentFrames, _hopSeconds);
        _held = new float[_segmentFrames * FeatureLayout.FrameValues];
    }

    /// <summary>What was collected; complete after <see cref="Finish"/>.</summary>
    public IReadOnlyList<SegmentFeatures> Segments => _segments;

    /// <summary>Takes the next frame.</summary>
    public void Add(FramePowers powers, ReadOnlySpan<float> mid)
    {
        if (_segment % _keepEvery == 0)
        {
            _frame.Measure(powers, mid, _held.AsSpan(_count * FeatureLayout.FrameValues, FeatureLayout.FrameValues));
        }

        if (++_count == _segmentFrames)
        {
            EndSegment();
        }
    }

    /// <summary>Takes what is left.</summary>
    public void Finish()
    {
        if (_count * _hopSeconds >= LeastSeconds || (_count > 0 && _segments.Count == 0))
        {
            EndSegment();
        }
    }

    private void EndSegment()
    {
        if (_segment % _keepEvery == 0 && _segments.Count < FeatureLayout.MostSegments)
        {
            ReadOnlySpan<float> frames = _held.AsSpan(0, _count * FeatureLayout.FrameValues);
            var statistics = new float[FeatureLayout.SegmentValues];
            float share = _statistics.Compute(frames, _count, statistics);
            double start = _segment * _segmentFrames * _hopSeconds;
            var halves = new Half[frames.Length];
            for (int i = 0; i < halves.Length; i++)
            {
                halves[i] = (Half)frames[i];
            }

            _segments.Add(new SegmentFeatures
            {
                StartSeconds = start,
                EndSeconds = start + (_count * _hopSeconds),
                Frames = halves,
                SoundingShare = share,
                Statistics = statistics,
            });
        }

        _segment++;
        _count = 0;
    }
}
