using System.Numerics;
using System.Runtime.InteropServices;
using Lacquer.Dsp.Dynamics;

namespace Lacquer.Dsp.Spectral;

/// <summary>Resonance control and band dynamics: a filter that may change from frame to frame.</summary>
/// <remarks>
/// Hann-windowed frames, half overlapping, so that they add up to the signal. Each is padded with zeros to twice its length,
/// multiplied by the spectrum of a causal minimum-phase response no longer than itself, and added up: exact linear
/// convolution, cross-faded from filter to filter. Nothing wraps around and nothing sounds before an attack. All
/// channels share one filter, so the stereo image stands still.
/// </remarks>
internal sealed class DynamicFilter
{
    /// <summary>Gains that are closer than this to those of the present filter, in dB, keep it: far below what is audible.</summary>
    private const float ChangeDb = 0.01f;

    private readonly int _frame;
    private readonly int _hop;
    private readonly RealFft _fft;
    private readonly MinimumPhase _design;
    private readonly BandDynamicsControl? _dynamics;
    private readonly ResonanceControl? _resonance;
    private readonly float[] _window;
    private readonly float[][] _input;
    private readonly float[][] _output;
    private readonly float[][] _re;
    private readonly float[][] _im;
    private readonly float[] _time;
    private readonly float[] _channelPower;
    private readonly float[] _power;
    private readonly float[] _gainDb;
    private readonly float[] _designedDb;
    private readonly float[] _filterRe;
    private readonly float[] _filterIm;
    private int _position;

    /// <summary>Allocates everything.</summary>
    public DynamicFilter(BandDynamicsSettings dynamics, ResonanceSettings resonance, StreamFormat format)
    {
        int rate = format.SampleRateHz;
        _frame = SpectralSizes.Frame(rate);
        _hop = _frame / 2;
        _fft = new RealFft(2 * _frame);
        _design = new MinimumPhase(_frame / 2);
        _window = new float[_frame];
        for (int n = 0; n < _frame; n++)
        {
            _window[n] = (float)(0.5 - (0.5 * double.CosPi(2.0 * n / _frame)));
        }

        double hopSeconds = (double)_hop / rate;
        var levels = new BandLevels(rate, 2 * _frame, 0.375 * _frame);
        _dynamics = dynamics.IsNeutral ? null : new BandDynamicsControl(dynamics, levels, hopSeconds, _design.Bins, rate);
        _resonance = resonance.IsNeutral
            ? null
            : new ResonanceControl(resonance, levels, new ResonanceBands(rate, 2 * _frame, _design.Bins), hopSeconds);

        int channels = format.Channels;
        int padded = SpectrumProduct.PaddedLength(_fft.Bins);
        (_input, _output) = (new float[channels][], new float[channels][]);
        (_re, _im) = (new float[channels][], new float[channels][]);
        for (int c = 0; c < channels; c++)
        {
            (_input[c], _output[c]) = (new float[_frame], new float[2 * _frame]);
            (_re[c], _im[c]) = (new float[padded], new float[padded]);
        }

        _time = new float[2 * _frame];
        (_power, _channelPower) = (new float[padded], new float[padded]);
        (_filterRe, _filterIm) = (new float[padded], new float[padded]);
        int gains = SpectrumProduct.PaddedLength(_design.Bins);
        (_gainDb, _designedDb) = (new float[gains], new float[gains]);
        DynamicsReduction = new GainReductionTrack(rate);
        ResonanceReduction = new GainReductionTrack(rate);
        TotalReduction = new GainReductionTrack(rate);
        Reset();
    }

    /// <summary>Delay in frames: one window.</summary>
    public int LatencyFrames => _frame;

    /// <summary>What the band dynamics took.</summary>
    public GainReductionTrack DynamicsReduction { get; }

    /// <summary>What resonance and harshness control took.</summary>
    public GainReductionTrack ResonanceReduction { get; }

    /// <summary>Both together.</summary>
    public GainReductionTrack TotalReduction { get; }

    /// <summary>Changes the block in place.</summary>
    public void Process(AudioBlock block)
    {
        int done = 0;
        while (done < block.Frames)
        {
            int count = Math.Min(block.Frames - done, _hop - _position);
            for (int c = 0; c < block.Channels; c++)
            {
                Span<float> samples = block.Channel(c).Slice(done, count);
                samples.CopyTo(_input[c].AsSpan(_hop + _position));
                _output[c].AsSpan(_position, count).CopyTo(samples);
            }

            done += count;
            _position += count;
            if (_position == _hop)
            {
                ProcessFrame();
                _position = 0;
            }
        }
    }

    /// <summary>Forgets all sound.</summary>
    public void Reset()
    {
        _position = 0;
        for (int c = 0; c < _input.Length; c++)
        {
            Array.Clear(_input[c]);
            Array.Clear(_output[c]);
        }

        Array.Clear(_designedDb);
        Array.Clear(_filterRe);
        Array.Clear(_filterIm);
        _dynamics?.Reset();
        _resonance?.Reset();
        DynamicsReduction.Clear();
        ResonanceReduction.Clear();
        TotalReduction.Clear();
    }

    private void ProcessFrame()
    {
        Analyse();
        UpdateGains();
        bool identity = !DesignFilter();
        for (int c = 0; c < _input.Length; c++)
        {
            if (identity)
            {
                Window(_input[c]);
            }
            else
            {
                SpectrumProduct.Multiply(_re[c], _im[c], _filterRe, _filterIm);
                _fft.Inverse(_re[c], _im[c], _time);
            }

            float[] output = _output[c];
            Array.Copy(output, _hop, output, 0, output.Length - _hop);
            Array.Clear(output, output.Length - _hop, _hop);
            SpectrumProduct.AddScaled(_time, 1, output);
            Array.Copy(_input[c], _hop, _input[c], 0, _hop);
        }
    }

    /// <summary>Spectra of all channels, and |M|² + |S|², which is the mean of the channels' powers.</summary>
    private void Analyse()
    {
        for (int c = 0; c < _input.Length; c++)
        {
            Window(_input[c]);
            _fft.Forward(_time, _re[c], _im[c]);
            float[] power = c == 0 ? _power : _channelPower;
            SpectrumProduct.Power(_re[c], _im[c], 1f / _input.Length, power);
            if (c > 0)
            {
                SpectrumProduct.AddScaled(_channelPower, 1, _power);
            }
        }
    }

    /// <summary>Puts the windowed input, followed by zeros, into the time buffer.</summary>
    private void Window(float[] input)
    {
        ReadOnlySpan<Vector<float>> x = MemoryMarshal.Cast<float, Vector<float>>(input);
        ReadOnlySpan<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(_window);
        Span<Vector<float>> y = MemoryMarshal.Cast<float, Vector<float>>(_time.AsSpan());
        for (int n = 0; n < x.Length; n++)
        {
            y[n] = x[n] * w[n];
        }

        y[x.Length..].Clear();
    }

    private void UpdateGains()
    {
        ReadOnlySpan<float> power = _power.AsSpan(0, _fft.Bins);
        Array.Clear(_gainDb);
        double dynamicsDb = 0;
        double resonanceDb = 0;
        if (_dynamics is not null)
        {
            _dynamics.Update(power);
            _dynamics.AddTo(_gainDb);
            dynamicsDb = _dynamics.ReductionDb;
        }

        if (_resonance is not null)
        {
            _resonance.Update(power);
            _resonance.AddTo(_gainDb);
            resonanceDb = _resonance.ReductionDb;
        }

        DynamicsReduction.Add(dynamicsDb, _hop);
        ResonanceReduction.Add(resonanceDb, _hop);
        TotalReduction.Add(dynamicsDb + resonanceDb, _hop);
    }

    /// <summary>Brings the filter up to date with the gains.</summary>
    /// <returns>Whether there is a filter at all; otherwise the frame passes as it is.</returns>
    private bool DesignFilter()
    {
        Span<Vector<float>> gainDb = MemoryMarshal.Cast<float, Vector<float>>(_gainDb.AsSpan());
        Span<Vector<float>> designedDb = MemoryMarshal.Cast<float, Vector<float>>(_designedDb.AsSpan());
        Vector<float> largest = Vector<float>.Zero;
        Vector<float> change = Vector<float>.Zero;
        for (int k = 0; k < gainDb.Length; k++)
        {
            largest = Vector.Max(largest, Vector.Abs(gainDb[k]));
            change = Vector.Max(change, Vector.Abs(gainDb[k] - designedDb[k]));
        }

        if (Vector.LessThanAll(largest, new Vector<float>(ChangeDb)))
        {
            return false;
        }

        if (Vector.GreaterThanAny(change, new Vector<float>(ChangeDb)))
        {
            _gainDb.CopyTo(_designedDb, 0);
            Span<float> logGain = _design.LogGain;
            const float NepersPerDb = 0.11512925f; // ln 10 / 20
            for (int k = 0; k < logGain.Length; k++)
            {
                logGain[k] = NepersPerDb * _gainDb[k];
            }

            ReadOnlySpan<float> impulse = _design.Design();
            impulse.CopyTo(_time);
            Array.Clear(_time, impulse.Length, _time.Length - impulse.Length);
            _fft.Forward(_time, _filterRe, _filterIm);
        }

        return true;
    }
}
