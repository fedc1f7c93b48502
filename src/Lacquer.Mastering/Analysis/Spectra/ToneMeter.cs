using System.Numerics;
using System.Runtime.InteropServices;

using Lacquer.Dsp.Standards;

namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Third-octave spectrum over time, from frames of about 0.4 s every 0.2 s, and what else needs fine frequency resolution.</summary>
/// <remarks>Keeps 31 single-precision powers a frame (29 MB for twelve hours) and sums for the rest.</remarks>
internal sealed class ToneMeter
{
    /// <summary>Frames last at least this long: the 20 Hz band is 4.6 Hz wide and must span more than one bin.</summary>
    private const double LeastFrameSeconds = 0.3;

    /// <summary>The lows, whose phase decides whether a track survives a club's mono bass and a record's groove.</summary>
    private const double LowsFromHz = 25;

    private const double LowsToHz = 120;

    private readonly int _sampleRateHz;
    private readonly bool _stereo;
    private readonly FrameSlicer _slicer;
    private readonly FramePowers _powers;
    private readonly BandSums _bands;
    private readonly List<float> _bandPowers = [];
    private readonly List<float> _framePowers = [];
    private readonly BandSums _lows;
    private readonly List<float> _lowMid = [];
    private readonly List<float> _lowSide = [];
    private readonly double[] _binPower;
    private float _loudestFrame;

    public ToneMeter(int sampleRateHz, bool stereo)
    {
        _sampleRateHz = sampleRateHz;
        _stereo = stereo;
        int size = 1 << (int)Math.Ceiling(Math.Log2(LeastFrameSeconds * sampleRateHz));
        _slicer = new FrameSlicer(size);
        _powers = new FramePowers(size, stereo);
        int count = Iec61260.ThirdOctaveCount;
        (var lowHz, var highHz) = (new double[count], new double[count]);
        for (int b = 0; b < count; b++)
        {
            (lowHz[b], highHz[b]) = (Iec61260.LowerEdgeHz(b), Iec61260.UpperEdgeHz(b));
        }

        _bands = new BandSums(lowHz, highHz, sampleRateHz, size);
        _lows = new BandSums([LowsFromHz], [LowsToHz], sampleRateHz, size);
        _binPower = new double[_powers.Bins];
        BinHz = (double)sampleRateHz / size;
        Resonances = new ResonanceMeter(sampleRateHz, size);
        Floor = new FloorMeter(sampleRateHz, size);
        MidPower = new double[_bands.Count];
        SidePower = new double[_bands.Count];
        CrossPower = new double[_bands.Count];
    }

    public int BandCount => _bands.Count;

    /// <summary>Distance of the spectrum's bins, in Hz.</summary>
    public double BinHz { get; }

    /// <summary>Distance of two frames, in seconds.</summary>
    public double HopSeconds => (double)_slicer.Hop / _sampleRateHz;

    public int FrameCount => _framePowers.Count;

    /// <summary>Power of every frame; a full-scale sine has 1.</summary>
    public ReadOnlySpan<float> FramePower => CollectionsMarshal.AsSpan(_framePowers);

    /// <summary>Power of mid from 25 to 120 Hz, per frame.</summary>
    public ReadOnlySpan<float> LowMidPower => CollectionsMarshal.AsSpan(_lowMid);

    /// <summary>Power of side from 25 to 120 Hz, per frame.</summary>
    public ReadOnlySpan<float> LowSidePower => CollectionsMarshal.AsSpan(_lowSide);

    /// <summary>Power per bin, summed over all frames, mid and side together.</summary>
    public ReadOnlySpan<double> BinPower => _binPower;

    /// <summary>Power of mid per band, summed over all frames.</summary>
    public double[] MidPower { get; }

    /// <summary>Power of side per band, summed over all frames.</summary>
    public double[] SidePower { get; }

    /// <summary>Cross term of mid and side per band, summed over all frames.</summary>
    public double[] CrossPower { get; }

    public ResonanceMeter Resonances { get; }

    public FloorMeter Floor { get; }

    /// <summary>Middle of a frame, in seconds from the start.</summary>
    public double CentreSeconds(int frame) => (frame + 1) * HopSeconds;

    /// <summary>The 31 band powers of one frame, mid and side together.</summary>
    public ReadOnlySpan<float> BandPower(int frame) => CollectionsMarshal.AsSpan(_bandPowers).Slice(frame * BandCount, BandCount);

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

    private void AddFrame()
    {
        _powers.Compute(_slicer.Mid, _slicer.Side);
        float framePower = BandSums.Sum(_powers.Total);
        _framePowers.Add(framePower);
        _loudestFrame = Math.Max(_loudestFrame, framePower);
        for (int b = 0; b < BandCount; b++)
        {
            float mid = _bands.Sum(b, _powers.Mid);
            MidPower[b] += mid;
            float side = 0;
            if (_stereo)
            {
                side = _bands.Sum(b, _powers.Side);
                SidePower[b] += side;
                CrossPower[b] += _bands.Sum(b, _powers.Cross);
            }

            _bandPowers.Add(mid + side);
        }

        _lowMid.Add(_lows.Sum(0, _powers.Mid));
        _lowSide.Add(_lows.Sum(0, _powers.Side));
        float[] total = _powers.Total;
        AddBins(total);
        if (SoundingFrame.Is(framePower, _loudestFrame))
        {
            Resonances.Add(total);
        }

        Floor.Add(total, framePower);
    }

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
