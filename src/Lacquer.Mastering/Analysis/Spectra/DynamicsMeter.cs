using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Analysis.Features;

namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Levels of the four dynamics bands and of the sibilants over time, from frames of about 0.09 s every 0.05 s.</summary>
/// <remarks>
/// Keeps six single-precision numbers a frame, at most 1.6 MB (<see cref="FrameSeries"/>), and four a second. Of a track beyond 40
/// minutes only every second, fourth … frame counts: still more than 32 000, so its percentiles are as sure as a half-hour track's.
/// Levels are read by <see cref="BandLevels"/> from frames as long as those of the spectral stage, so that a threshold taken from here
/// means the same there.
/// </remarks>
internal sealed class DynamicsMeter : FrameMeter
{
    private const int Bands = BandLevels.Count;
    private const double SibilanceLowHz = 5000;
    private const double SibilanceHighHz = 10_000;
    private const int SibilanceBand = Bands;
    private const int Values = Bands + 2;
    private const int WholeFrame = Values - 1;

    /// <summary>Chosen: the tail of a note or cymbal lies further under its onset.</summary>
    private const float PlayingWithinDb = 20;

    private const double SlowSeconds = 1;

    /// <summary>40 minutes at the shortest hop there is, 0.04 s.</summary>
    private const int MostRows = 1 << 16;

    /// <summary>Percentiles given per band: every 5 %.</summary>
    private const int Percentiles = 20;

    private readonly int _sampleRateHz;
    private readonly BandLevels _levels;
    private readonly double[] _levelsDbfs = new double[Bands];
    private readonly BandSums _sibilance;
    private readonly CrestMeter _crest;
    private readonly FeatureMeter? _features;
    private readonly FrameSeries _series = new(Values, MostRows, Thinning.Skip);
    private readonly float[] _row = new float[Values];
    private readonly SlowLevels _slow;
    private float _loudest;
    private int _frames;

    /// <param name="sampleRateHz">Rate of the signal.</param>
    /// <param name="stereo">Whether there is a side signal.</param>
    /// <param name="features">Shown every frame's spectra too; null when nothing is to be judged by them.</param>
    public DynamicsMeter(int sampleRateHz, bool stereo, FeatureMeter? features = null)
        : base(FrameSize(sampleRateHz), stereo)
    {
        _features = features;
        _sampleRateHz = sampleRateHz;
        int size = FrameSize(sampleRateHz);
        // The powers are calibrated already: this window energy makes the scale one.
        _levels = new BandLevels(sampleRateHz, size, windowEnergy: 4.0 / size);
        _sibilance = new BandSums([SibilanceLowHz], [SibilanceHighHz], sampleRateHz, size);
        _slow = new SlowLevels(Bands, Math.Max(1, (int)(SlowSeconds * sampleRateHz / Hop)));
        _crest = new CrestMeter(sampleRateHz, Powers, stereo, [0, .. BandLevels.EdgesHz]);
    }

    /// <summary>Rows of the series.</summary>
    public int RowCount => _series.Count;

    /// <summary>Distance of two rows, in seconds: 0.046 at 44.1 kHz, or a multiple of it in a long track.</summary>
    public double RowSeconds => _series.FramesPerRow * (double)Hop / _sampleRateHz;

    /// <summary>Level of a band in a row, in dBFS; −∞ where it is empty.</summary>
    /// <param name="row">0 to <see cref="RowCount"/> − 1.</param>
    /// <param name="band">0 to 3, low to high.</param>
    public float LevelDbfs(int row, int band) => _series[row][band];

    /// <summary>Power from 5 to 10 kHz in a row, linear.</summary>
    public float SibilancePower(int row) => _series[row][SibilanceBand];

    /// <summary>Power of a row, linear; a full-scale sine has 1.</summary>
    public float FramePower(int row) => _series[row][WholeFrame];

    /// <inheritdoc/>
    public override void Finish()
    {
        base.Finish();
        _series.Finish();
        _slow.Finish();
        _features?.Finish();
    }

    /// <summary>The four bands, low to high. A band above half the sample rate has −∞ everywhere and crest NaN.</summary>
    public BandDynamics[] Summarise()
    {
        var result = new BandDynamics[Bands];
        for (int b = 0; b < Bands; b++)
        {
            result[b] = new BandDynamics
            {
                LowHz = b == 0 ? 0 : BandLevels.EdgesHz[b - 1],
                HighHz = b < Bands - 1 ? BandLevels.EdgesHz[b] : 0.5 * _sampleRateHz,
                LevelPercentilesDbfs = LevelPercentiles(ValuesSounding(b)),
                SlowSwingDb = SwingDb(_slow.Band(b)),
                CrestDb = _crest.MeanDb(b),
            };
        }

        return result;
    }

    /// <summary>
    /// How far 5–10 kHz jumps while it plays: the 95th percentile of its level against the frame's own over the median of that, in dB;
    /// NaN when nothing sounds there.
    /// </summary>
    public double SibilanceDb()
    {
        var shares = new List<float>(_series.Count);
        for (int r = 0; r < _series.Count; r++)
        {
            ReadOnlySpan<float> row = _series[r];
            if (SoundingFrame.Is(row[WholeFrame], _loudest))
            {
                shares.Add(10 * MathF.Log10(row[SibilanceBand] / row[WholeFrame]));
            }
        }

        return SwingDb(shares);
    }

    /// <summary>As the spectral stage's: 4096 at 44.1 and 48 kHz, half of that at half the rate.</summary>
    public static int FrameSize(int sampleRateHz) => 1 << (int)Math.Ceiling(Math.Log2(0.08 * sampleRateHz));

    private static double[] LevelPercentiles(List<float> sortedDbfs)
    {
        var levels = new double[Percentiles];
        for (int p = 0; p < Percentiles; p++)
        {
            double share = (p + 1) / (double)Percentiles;
            levels[p] = sortedDbfs.Count == 0
                ? double.NegativeInfinity
                : sortedDbfs[(int)Math.Round(share * (sortedDbfs.Count - 1))];
        }

        return levels;
    }

    /// <inheritdoc/>
    protected override void AddFrame()
    {
        _levels.Measure(Powers.Total, _levelsDbfs);
        for (int b = 0; b < Bands; b++)
        {
            _row[b] = (float)_levelsDbfs[b];
        }

        float power = BandSums.Sum(Powers.Total);
        _row[SibilanceBand] = _sibilance.Sum(0, Powers.Total);
        _row[WholeFrame] = power;
        _series.Add(_row);
        _slow.Add(_row);
        _loudest = Math.Max(_loudest, power);
        if (_frames % CrestMeter.EveryFrames == 0 && SoundingFrame.Is(power, _loudest))
        {
            _crest.AddFrame(Held);
        }

        _features?.Add(Powers, Mid);
        _frames++;
    }

    /// <summary>
    /// 95th over 50th percentile, in dB, of the moments in which it plays at all: those within 20 dB of the 95th. An instrument that pauses
    /// makes a band swing over the track, and that is arrangement; what swings while it plays is what a compressor would calm.
    /// </summary>
    private static double SwingDb(List<float> levelsDb)
    {
        levelsDb.Sort();
        if (levelsDb.Count == 0 || !float.IsFinite(levelsDb[^1]))
        {
            return double.NaN;
        }

        float loud = levelsDb[(int)(0.95 * (levelsDb.Count - 1))];
        int first = levelsDb.FindIndex(level => level > loud - PlayingWithinDb);
        return loud - levelsDb[first + ((levelsDb.Count - 1 - first) / 2)];
    }

    /// <summary>One value in the frames that sound, ascending.</summary>
    private List<float> ValuesSounding(int value)
    {
        var values = new List<float>(_series.Count);
        for (int r = 0; r < _series.Count; r++)
        {
            ReadOnlySpan<float> row = _series[r];
            if (SoundingFrame.Is(row[WholeFrame], _loudest))
            {
                values.Add(row[value]);
            }
        }

        values.Sort();
        return values;
    }
}
