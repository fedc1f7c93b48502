using static Lacquer.Mastering.Analysis.Features.FeatureLayout;

namespace Lacquer.Mastering.Analysis.Features;

/// <summary>What twelve seconds of frames have in common. All but the mean level stay as they are when an equaliser has passed.</summary>
internal sealed class SegmentStatistics
{
    private const float SoundingWithinDb = 40; // of the loudest frame: what lies further down is a pause
    private const float SilentDbfs = -90;      // a 16-bit file's dither lies there
    private const float DeepestDb = 40;        // under a band's own mean: holes that a lossy coder left are all the same

    private readonly double _hopSeconds;
    private readonly List<int> _sounding = [];
    private readonly float[] _sorted;
    private readonly float[] _series;  // one band's levels, kept within DeepestDb of its mean
    private readonly float[] _next;
    private readonly float[] _rises;   // mean change over all bands, from frame to frame
    private readonly float[] _level = new float[Bands];

    public SegmentStatistics(int capacity, double hopSeconds)
    {
        _hopSeconds = hopSeconds;
        (_sorted, _series, _next, _rises) = (new float[capacity], new float[capacity], new float[capacity], new float[capacity]);
    }

    /// <summary>Computes the statistics.</summary>
    /// <param name="frames">Frames × <see cref="FrameValues"/>.</param>
    /// <param name="count">How many frames.</param>
    /// <param name="statistics">Receives <see cref="SegmentValues"/> numbers.</param>
    /// <returns>Share of the frames that sound.</returns>
    public float Compute(ReadOnlySpan<float> frames, int count, Span<float> statistics)
    {
        statistics.Clear();
        FindSounding(frames, count);
        if (_sounding.Count == 0)
        {
            return 0;
        }

        int used = _sounding.Count;
        FindRises(frames);
        for (int b = 0; b < Bands; b++)
        {
            _level[b] = MeanLevel(frames, MidAt + b);
        }

        Series(frames, 0, _series);
        for (int b = 0; b < Bands; b++)
        {
            Span<float> series = _series.AsSpan(0, used);
            Band(b, series, frames, statistics);
            if (b + 1 < Bands)
            {
                Series(frames, b + 1, _next);
                statistics[NeighbourAt + b] = Correlation(series, _next.AsSpan(0, used));
                _next.CopyTo(_series, 0);
            }
        }

        for (int g = 0; g < Groups; g++)
        {
            (statistics[TransientMeanAt + g], statistics[TransientDeviationAt + g]) = MeanAndDeviation(frames, TransientAt + g);
            (statistics[CorrelationMeanAt + g], _) = MeanAndDeviation(frames, CorrelationAt + g);
            (statistics[TonalityMeanAt + g], statistics[TonalityDeviationAt + g]) = MeanAndDeviation(frames, TonalityAt + g);
        }

        return (float)used / count;
    }

    private void Band(int band, Span<float> series, ReadOnlySpan<float> frames, Span<float> statistics)
    {
        float level = _level[band];
        statistics[LevelAt + band] = level;
        statistics[WidthAt + band] = Math.Clamp(MeanLevel(frames, SideAt + band) - level, -DeepestDb, DeepestDb);
        Span<float> sorted = _sorted.AsSpan(0, series.Length);
        series.CopyTo(sorted);
        sorted.Sort();
        statistics[Percentile10At + band] = sorted[(int)(0.1 * (sorted.Length - 1))] - level;
        statistics[Percentile50At + band] = sorted[(int)(0.5 * (sorted.Length - 1))] - level;
        statistics[Percentile90At + band] = sorted[(int)(0.9 * (sorted.Length - 1))] - level;
        float change = 0;
        for (int i = 1; i < series.Length; i++)
        {
            sorted[i - 1] = Math.Max(0, series[i] - series[i - 1]);
            change += Math.Abs(series[i] - series[i - 1]);
        }

        statistics[FluxAt + band] = change / Math.Max(1, series.Length - 1);
        statistics[OnsetAt + band] = Correlation(sorted[..^1], _rises.AsSpan(0, series.Length - 1));
        statistics[SlowAt + band] = SlowDeviation(series);
    }

    private void FindSounding(ReadOnlySpan<float> frames, int count)
    {
        _sounding.Clear();
        float loudest = SilentDbfs;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int f = 0; f < count; f++)
            {
                float peak = FloorDb;
                foreach (float db in frames.Slice((f * FrameValues) + MidAt, 2 * Bands))
                {
                    peak = Math.Max(peak, db);
                }

                if (pass == 0)
                {
                    loudest = Math.Max(loudest, peak);
                }
                else if (peak > SilentDbfs && peak > loudest - SoundingWithinDb)
                {
                    _sounding.Add(f);
                }
            }
        }
    }

    /// <summary>Mean over the bands of how much louder each frame is than the one before it: every band counts the same, whatever its level.</summary>
    private void FindRises(ReadOnlySpan<float> frames)
    {
        for (int i = 1; i < _sounding.Count; i++)
        {
            ReadOnlySpan<float> before = frames.Slice((_sounding[i - 1] * FrameValues) + MidAt, Bands);
            ReadOnlySpan<float> now = frames.Slice((_sounding[i] * FrameValues) + MidAt, Bands);
            float sum = 0;
            for (int b = 0; b < Bands; b++)
            {
                sum += Math.Clamp(now[b] - before[b], -DeepestDb, DeepestDb);
            }

            _rises[i - 1] = Math.Max(0, sum / Bands);
        }
    }

    private void Series(ReadOnlySpan<float> frames, int band, float[] series)
    {
        float least = _level[band] - DeepestDb;
        for (int i = 0; i < _sounding.Count; i++)
        {
            series[i] = Math.Max(least, frames[(_sounding[i] * FrameValues) + MidAt + band]);
        }
    }

    private float MeanLevel(ReadOnlySpan<float> frames, int value)
    {
        double sum = 0;
        foreach (int f in _sounding)
        {
            sum += Math.Pow(10, 0.1 * frames[(f * FrameValues) + value]);
        }

        return (float)(10 * Math.Log10(sum / _sounding.Count));
    }

    private (float Mean, float Deviation) MeanAndDeviation(ReadOnlySpan<float> frames, int value)
    {
        double sum = 0;
        double squares = 0;
        foreach (int f in _sounding)
        {
            double x = frames[(f * FrameValues) + value];
            sum += x;
            squares += x * x;
        }

        double mean = sum / _sounding.Count;
        return ((float)mean, (float)Math.Sqrt(Math.Max(0, (squares / _sounding.Count) - (mean * mean))));
    }

    /// <summary>Deviation of the means over a second each.</summary>
    private float SlowDeviation(ReadOnlySpan<float> series)
    {
        int run = Math.Max(1, (int)Math.Round(1 / _hopSeconds));
        int runs = series.Length / run;
        if (runs < 2)
        {
            return 0;
        }

        double sum = 0;
        double squares = 0;
        for (int r = 0; r < runs; r++)
        {
            double mean = 0;
            foreach (float db in series.Slice(r * run, run))
            {
                mean += db / run;
            }

            sum += mean;
            squares += mean * mean;
        }

        return (float)Math.Sqrt(Math.Max(0, (squares / runs) - (sum / runs * (sum / runs))));
    }

    /// <summary>Pearson's; 0 where one of the two does not change.</summary>
    private static float Correlation(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        (double sa, double sb, double saa, double sbb, double sab) = (0, 0, 0, 0, 0);
        for (int i = 0; i < a.Length; i++)
        {
            sa += a[i];
            sb += b[i];
            saa += (double)a[i] * a[i];
            sbb += (double)b[i] * b[i];
            sab += (double)a[i] * b[i];
        }

        double va = saa - (sa * sa / a.Length);
        double vb = sbb - (sb * sb / a.Length);
        return va > 1e-6 && vb > 1e-6 ? (float)((sab - (sa * sb / a.Length)) / Math.Sqrt(va * vb)) : 0;
    }
}
