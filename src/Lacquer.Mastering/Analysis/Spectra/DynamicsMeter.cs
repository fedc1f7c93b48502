using System.Runtime.InteropServices;

namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Levels of the four dynamics bands and of the sibilants over time, from frames of about 0.09 s every 0.05 s.</summary>
/// <remarks>Keeps six single-precision powers a frame (22 MB for twelve hours).</remarks>
internal sealed class DynamicsMeter
{
    private const int Bands = 4;
    private const double SibilanceLowHz = 5000;
    private const double SibilanceHighHz = 10_000;
    private const int SibilanceBand = Bands;
    private const int Values = Bands + 2;
    private const int WholeFrame = Values - 1;

    /// <summary>Percentiles given per band: every 5 %.</summary>
    private const int Percentiles = 20;

    private static readonly double[] EdgesHz = [0, 120, 600, 4000];

    private readonly int _sampleRateHz;
    private readonly FrameSlicer _slicer;
    private readonly FramePowers _powers;
    private readonly BandSums _bands;
    private readonly CrestMeter _crest;
    private readonly List<float> _series = [];
    private float _loudest;
    private int _frames;

    public DynamicsMeter(int sampleRateHz, bool stereo)
    {
        _sampleRateHz = sampleRateHz;
        int size = FrameSize(sampleRateHz);
        _slicer = new FrameSlicer(size);
        _powers = new FramePowers(size, stereo);
        double nyquist = 0.5 * sampleRateHz;
        double lowest = 0.5 * sampleRateHz / size;
        _bands = new BandSums(
            [lowest, EdgesHz[1], EdgesHz[2], EdgesHz[3], SibilanceLowHz],
            [EdgesHz[1], EdgesHz[2], EdgesHz[3], nyquist, SibilanceHighHz],
            sampleRateHz,
            size);
        _crest = new CrestMeter(sampleRateHz, _powers, stereo, [lowest, EdgesHz[1], EdgesHz[2], EdgesHz[3]]);
    }

    /// <summary>Takes the next stretch of mid and, for stereo, side.</summary>
    public void Process(ReadOnlySpan<float> mid, ReadOnlySpan<float> side)
    {
        while (_slicer.Advance(ref mid, ref side))
        {
            AddFrame();
        }
    }

    /// <summary>Takes what is left at the end of the stream.</summary>
    public void Finish()
    {
        if (_slicer.HasRest)
        {
            AddFrame();
        }
    }

    /// <summary>The four bands, low to high. A band above half the sample rate has −∞ everywhere and crest NaN.</summary>
    public BandDynamics[] Summarise()
    {
        var result = new BandDynamics[Bands];
        for (int b = 0; b < Bands; b++)
        {
            float[] powers = SoundingPowers(b);
            result[b] = new BandDynamics
            {
                LowHz = EdgesHz[b],
                HighHz = b < Bands - 1 ? EdgesHz[b + 1] : 0.5 * _sampleRateHz,
                LevelPercentilesDbfs = LevelPercentiles(powers),
                CrestDb = _crest.MeanDb(b),
            };
        }

        return result;
    }

    /// <summary>95th percentile of the 5–10 kHz level against its median, in dB; NaN when nothing sounds there.</summary>
    public double SibilanceDb()
    {
        float[] powers = SoundingPowers(SibilanceBand);
        if (powers.Length == 0 || powers[^1] <= 0)
        {
            return double.NaN;
        }

        double loud = powers[(int)(0.95 * (powers.Length - 1))];
        double median = powers[(powers.Length - 1) / 2];
        return median > 0 ? 10 * Math.Log10(loud / median) : double.NaN;
    }

    private static int FrameSize(int sampleRateHz) => 1 << (int)Math.Ceiling(Math.Log2(0.08 * sampleRateHz));

    private static double[] LevelPercentiles(float[] sortedPowers)
    {
        var levels = new double[Percentiles];
        for (int p = 0; p < Percentiles; p++)
        {
            double share = (p + 1) / (double)Percentiles;
            levels[p] = sortedPowers.Length == 0
                ? double.NegativeInfinity
                : 10 * Math.Log10(sortedPowers[(int)Math.Round(share * (sortedPowers.Length - 1))]);
        }

        return levels;
    }

    private void AddFrame()
    {
        _powers.Compute(_slicer.Mid, _slicer.Side);
        float sum = 0;
        for (int b = 0; b < Bands; b++)
        {
            float power = _bands.Sum(b, _powers.Total);
            sum += power;
            _series.Add(power);
        }

        _series.Add(_bands.Sum(SibilanceBand, _powers.Total));
        _series.Add(sum);
        _loudest = Math.Max(_loudest, sum);
        if (_frames % CrestMeter.EveryFrames == 0 && Sounding.Is(sum, _loudest))
        {
            _crest.AddFrame(_slicer.Held);
        }

        _frames++;
    }

    /// <summary>One value's powers in the frames that sound, ascending.</summary>
    private float[] SoundingPowers(int value)
    {
        ReadOnlySpan<float> series = CollectionsMarshal.AsSpan(_series);
        var powers = new List<float>();
        for (int i = 0; i < series.Length; i += Values)
        {
            if (Sounding.Is(series[i + WholeFrame], _loudest))
            {
                powers.Add(series[i + value]);
            }
        }

        powers.Sort();
        return [.. powers];
    }
}
