namespace Lacquer.Dsp.Dynamics;

/// <summary>Records how much a stage turned down, as the mean over tenths of a second.</summary>
/// <remarks>Memory: 4 bytes a tenth of a second; what is reserved doubles, so that recording allocates rarely.</remarks>
public sealed class GainReductionTrack
{
    private readonly int _framesPerPoint;
    private float[] _pointsDb = new float[4_096];
    private double _sumDb;
    private int _filled;

    /// <summary>Starts an empty track.</summary>
    /// <param name="sampleRateHz">Frames per second of the stream that is recorded.</param>
    public GainReductionTrack(int sampleRateHz) => _framesPerPoint = Math.Max(1, sampleRateHz / 10);

    /// <summary>Number of complete tenths of a second.</summary>
    public int Count { get; private set; }

    /// <summary>Gain reduction per tenth of a second, in dB, ≥ 0.</summary>
    public ReadOnlySpan<float> PointsDb => _pointsDb.AsSpan(0, Count);

    /// <summary>Adds the reduction that a run of frames had in the mean.</summary>
    /// <param name="reductionDb">dB, ≥ 0.</param>
    /// <param name="frames">How many frames it stands for; fewer than one point's worth.</param>
    public void Add(double reductionDb, int frames)
    {
        _sumDb += reductionDb * frames;
        _filled += frames;
        if (_filled < _framesPerPoint)
        {
            return;
        }

        if (Count == _pointsDb.Length)
        {
            Array.Resize(ref _pointsDb, _pointsDb.Length * 2);
        }

        _pointsDb[Count++] = (float)(_sumDb / _filled);
        _sumDb = 0;
        _filled = 0;
    }

    /// <summary>Mean reduction over the whole track, in dB.</summary>
    public double MeanDb()
    {
        double sum = 0;
        foreach (float point in PointsDb)
        {
            sum += point;
        }

        return Count == 0 ? 0 : sum / Count;
    }

    /// <summary>The largest mean over a sliding window, in dB; over everything when the track is shorter.</summary>
    /// <param name="seconds">Length of the window.</param>
    public double MaxWindowMeanDb(double seconds)
    {
        int window = Math.Max(1, Math.Min(Count, (int)Math.Round(seconds * 10)));
        double sum = 0;
        double max = 0;
        for (int i = 0; i < Count; i++)
        {
            sum += _pointsDb[i] - (i >= window ? _pointsDb[i - window] : 0);
            max = i >= window - 1 ? Math.Max(max, sum / window) : max;
        }

        return max;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Count = 0;
        _sumDb = 0;
        _filled = 0;
    }
}
