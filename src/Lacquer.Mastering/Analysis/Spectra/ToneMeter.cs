using System.Numerics;

using Lacquer.Dsp.Standards;

namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Third-octave spectrum over time, from frames of about 0.4 s every 0.2 s, and what else needs fine frequency resolution.</summary>
/// <remarks>
/// Keeps 36 single-precision powers a frame, at most 2.4 MB (<see cref="FrameSeries"/>), and sums for the rest. What a track beyond 40
/// minutes loses are moments shorter than its rows: its spread over time reads lower, while spectra and the places of sections stay.
/// </remarks>
internal sealed class ToneMeter : FrameMeter
{
    /// <summary>Frames last at least this long: the 20 Hz band is 4.6 Hz wide and must span more than one bin.</summary>
    private const double LeastFrameSeconds = 0.3;

    /// <summary>The lows, whose phase decides whether a track survives a club's mono bass and a record's groove.</summary>
    private const double LowsFromHz = 25;

    private const double LowsToHz = 120;

    /// <summary>Where voices and leads are understood: what is loud at the sides here hides them.</summary>
    private const double PresenceFromHz = 1_000;

    private const double PresenceToHz = 4_000;

    /// <summary>40 minutes at the shortest hop there is, 0.15 s.</summary>
    private const int MostRows = 1 << 14;

    private readonly int _sampleRateHz;
    private readonly bool _stereo;
    private readonly BandSums _bands;
    private readonly FrameSeries _series;
    private readonly float[] _row;
    private readonly BandSums _lows;
    private readonly BandSums _presence;
    private readonly double[] _binPower;
    private readonly float[] _mid;
    private readonly float[] _side;
    private float _loudestFrame;

    public ToneMeter(int sampleRateHz, bool stereo, IReadOnlyList<Stretch> stretches)
        : base(FrameSize(sampleRateHz), stereo)
    {
        _sampleRateHz = sampleRateHz;
        _stereo = stereo;
        int size = FrameSize(sampleRateHz);
        int count = Iec61260.ThirdOctaveCount;
        (var lowHz, var highHz) = (new double[count], new double[count]);
        for (int b = 0; b < count; b++)
        {
            (lowHz[b], highHz[b]) = (Iec61260.LowerEdgeHz(b), Iec61260.UpperEdgeHz(b));
        }

        _bands = new BandSums(lowHz, highHz, sampleRateHz, size);
        _lows = new BandSums([LowsFromHz], [LowsToHz], sampleRateHz, size);
        _presence = new BandSums([PresenceFromHz], [PresenceToHz], sampleRateHz, size);
        _row = new float[count + 5];
        _series = new FrameSeries(_row.Length, MostRows, Thinning.Average);
        _binPower = new double[Powers.Bins];
        BinHz = (double)sampleRateHz / size;
        Resonances = new ResonanceMeter(sampleRateHz, size);
        Rings = new RingMeter(sampleRateHz, size);
        Floor = new FloorMeter(sampleRateHz, size);
        Mirrors = new MirrorMeter(sampleRateHz, size);
        Lines = new LineMeter(sampleRateHz, size);
        Delay = new DelayMeter(sampleRateHz, size);
        Parts = new PartMeter(sampleRateHz, stereo, count, FrameHopSeconds);
        Stretches = new StretchMeter(stretches, count);
        _mid = new float[count];
        _side = new float[count];
        MidPower = new double[_bands.Count];
        SidePower = new double[_bands.Count];
        CrossPower = new double[_bands.Count];
    }

    public int BandCount => _bands.Count;

    /// <summary>Distance of the spectrum's bins, in Hz.</summary>
    public double BinHz { get; }

    /// <summary>Distance of two rows of the series, in seconds: half a frame's length, or a multiple of it in a long track.</summary>
    public double HopSeconds => _series.FramesPerRow * FrameHopSeconds;

    /// <summary>Rows of the series.</summary>
    public int RowCount => _series.Count;

    /// <summary>Frames measured.</summary>
    public int FrameCount { get; private set; }

    /// <summary>Power per bin, summed over all frames, mid and side together.</summary>
    public ReadOnlySpan<double> BinPower => _binPower;

    /// <summary>Power of mid per band, summed over all frames.</summary>
    public double[] MidPower { get; }

    /// <summary>Power of side per band, summed over all frames.</summary>
    public double[] SidePower { get; }

    /// <summary>Cross term of mid and side per band, summed over all frames.</summary>
    public double[] CrossPower { get; }

    public ResonanceMeter Resonances { get; }

    /// <summary>Narrow bands that colour all that passes.</summary>
    public RingMeter Rings { get; }

    public FloorMeter Floor { get; }

    /// <summary>What raising the rate has left behind.</summary>
    public MirrorMeter Mirrors { get; }

    /// <summary>Lines of the mains beneath the music.</summary>
    public LineMeter Lines { get; }

    /// <summary>What one channel says later than the other.</summary>
    public DelayMeter Delay { get; }

    /// <summary>The loud and the quiet parts.</summary>
    public PartMeter Parts { get; }

    /// <summary>The stretches that were asked for.</summary>
    public StretchMeter Stretches { get; }

    private double FrameHopSeconds => (double)Hop / _sampleRateHz;

    /// <summary>Middle of what a row stands for, in seconds from the start.</summary>
    public double CentreSeconds(int row) => ((row * _series.FramesPerRow) + (0.5 * (_series.FramesPerRow + 1))) * FrameHopSeconds;

    /// <summary>The row that begins at a moment: its middle and that of the one before lie equally far from it.</summary>
    public int RowAt(double seconds) => (int)Math.Round(((seconds / FrameHopSeconds) - 0.5) / _series.FramesPerRow);

    /// <summary>The 31 band powers of one row, mid and side together.</summary>
    public ReadOnlySpan<float> BandPower(int row) => _series[row][..BandCount];

    /// <summary>Power of a row; a full-scale sine has 1.</summary>
    public float FramePower(int row) => _series[row][BandCount];

    /// <summary>Power of mid from 25 to 120 Hz in a row.</summary>
    public float LowMidPower(int row) => _series[row][BandCount + 1];

    /// <summary>Power of side from 25 to 120 Hz in a row.</summary>
    public float LowSidePower(int row) => _series[row][BandCount + 2];

    /// <summary>Power of mid from 1 to 4 kHz in a row.</summary>
    public float PresenceMidPower(int row) => _series[row][BandCount + 3];

    /// <summary>Power of side from 1 to 4 kHz in a row.</summary>
    public float PresenceSidePower(int row) => _series[row][BandCount + 4];

    /// <inheritdoc/>
    public override void Finish()
    {
        base.Finish();
        _series.Finish();
        Parts.Finish();
        Lines.Finish();
    }

    /// <inheritdoc/>
    protected override void AddFrame()
    {
        float framePower = BandSums.Sum(Powers.Total);
        FrameCount++;
        _loudestFrame = Math.Max(_loudestFrame, framePower);
        for (int b = 0; b < BandCount; b++)
        {
            float mid = _bands.Sum(b, Powers.Mid);
            MidPower[b] += mid;
            float side = 0;
            if (_stereo)
            {
                side = _bands.Sum(b, Powers.Side);
                SidePower[b] += side;
                CrossPower[b] += _bands.Sum(b, Powers.Cross);
            }

            _row[b] = mid + side;
            (_mid[b], _side[b]) = (mid, side);
        }

        Parts.Add(_mid, _side);
        Stretches.Add(FrameCount * FrameHopSeconds, _mid, _side); // half a frame is a hop, so frame n has its middle there

        _row[BandCount] = framePower;
        _row[BandCount + 1] = _lows.Sum(0, Powers.Mid);
        _row[BandCount + 2] = _lows.Sum(0, Powers.Side);
        _row[BandCount + 3] = _presence.Sum(0, Powers.Mid);
        _row[BandCount + 4] = _presence.Sum(0, Powers.Side);
        _series.Add(_row);
        float[] total = Powers.Total;
        AddBins(total);
        if (SoundingFrame.Is(framePower, _loudestFrame))
        {
            Mirrors.Add(total);
            if (_stereo)
            {
                Delay.Add(Powers);
            }

            Resonances.Add(total);
            Rings.Add(total);
        }

        Floor.Add(total, framePower);
        Lines.Add(Powers, framePower);
    }

    private static int FrameSize(int sampleRateHz) => 1 << (int)Math.Ceiling(Math.Log2(LeastFrameSeconds * sampleRateHz));

    private void AddBins(float[] power)
    {
        int k = 0;
        int half = Vector<double>.Count;
        for (; k <= power.Length - Vector<float>.Count; k += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(power, k), out Vector<double> low, out Vector<double> high);
            (new Vector<double>(_binPower, k) + low).CopyTo(_binPower, k);
            (new Vector<double>(_binPower, k + half) + high).CopyTo(_binPower, k + half);
        }

        for (; k < power.Length; k++)
        {
            _binPower[k] += power[k];
        }
    }
}
