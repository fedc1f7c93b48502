using System.Numerics;
using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Analysis.Style;

/// <summary>Reads one window of music and sums it up as a row of <see cref="StyleLayout.Values"/> numbers.</summary>
/// <remarks>Holds the mel spectra of a window, 0.7 MB, because the floor of their decibel scale lies under the window's own maximum.</remarks>
internal sealed class StyleWindow
{
    private const float FloorShare = 1e-8f; // librosa.power_to_db: top_db = 80
    private const float LeastPower = 1e-37f;  // still has a logarithm
    private const int MostFrames = (StyleLayout.WindowSeconds * StyleLayout.RateHz / StyleLayout.Hop) + 1;
    private static readonly float DecibelsPerNeper = (float)(10 / Math.Log(10));

    private readonly RealFft _fft = new(StyleLayout.FrameSize);
    private readonly MelBands _mel = new(StyleLayout.RateHz, StyleLayout.FrameSize);
    private readonly SpectrumShape _shape = new(StyleLayout.RateHz, StyleLayout.FrameSize);
    private readonly CentredFrames _frames;
    private readonly ZeroCrossings _crossings = new(StyleLayout.FrameSize, StyleLayout.Hop);
    private readonly float[] _window = new float[StyleLayout.FrameSize];
    private readonly float[] _windowed = new float[StyleLayout.FrameSize];
    private readonly float[] _re = new float[(StyleLayout.FrameSize / 2) + 1];
    private readonly float[] _im = new float[(StyleLayout.FrameSize / 2) + 1];
    private readonly float[] _melPower = new float[MostFrames * MelBands.Count];
    private readonly float[][] _cosine = CosineTransform();
    private readonly Spread[] _descriptors = new Spread[StyleLayout.Descriptors];
    private readonly float[] _cepstrum = new float[StyleLayout.Cepstra];
    private Spread _rms;
    private float _largest;
    private int _count;
    private int _left;

    public StyleWindow()
    {
        _frames = new CentredFrames(StyleLayout.FrameSize, StyleLayout.Hop, Add);
        for (int n = 0; n < _window.Length; n++)
        {
            _window[n] = (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * n / _window.Length)));
        }

        Reset();
    }

    /// <summary>Starts anew.</summary>
    public void Reset()
    {
        _frames.Reset();
        _crossings.Reset();
        Array.Clear(_descriptors);
        _rms = default;
        _largest = 0;
        _count = 0;
        _left = StyleLayout.WindowSeconds * StyleLayout.RateHz;
    }

    /// <summary>Takes the next samples at <see cref="StyleLayout.RateHz"/>; what goes beyond the window's length is left out.</summary>
    public void Process(ReadOnlySpan<float> samples)
    {
        samples = samples[..Math.Min(samples.Length, _left)];
        _left -= samples.Length;
        _frames.Process(samples);
        _crossings.Process(samples);
    }

    /// <summary>Ends the window.</summary>
    /// <returns>Its numbers; null when it is silent or shorter than half a frame.</returns>
    public float[]? Finish()
    {
        _frames.Finish();
        if (_count == 0 || !(_largest > 0))
        {
            return null;
        }

        for (int t = 0; t < _count; t++)
        {
            _descriptors[3].Add(_crossings.Rate(t));
        }

        var values = new float[StyleLayout.Values];
        int at = 0;
        foreach (Spread descriptor in _descriptors)
        {
            values[at++] = (float)descriptor.Mean;
            values[at++] = LogVariance(descriptor.Variance);
        }

        Spread[] cepstra = Cepstra();
        values[at++] = LogVariance(cepstra[0].Variance);
        foreach (Spread coefficient in cepstra.AsSpan(1))
        {
            values[at++] = (float)coefficient.Mean;
            values[at++] = LogVariance(coefficient.Variance);
        }

        values[at] = LogVariance(_rms.Variance / (_rms.Mean * _rms.Mean));
        return values;
    }

    private static float LogVariance(double variance) => (float)Math.Log(variance + StyleLayout.LeastVariance);

    /// <summary>The first rows of the orthonormal discrete cosine transform, type II.</summary>
    private static float[][] CosineTransform()
    {
        var rows = new float[StyleLayout.Cepstra][];
        for (int k = 0; k < rows.Length; k++)
        {
            rows[k] = new float[MelBands.Count];
            double scale = Math.Sqrt((k == 0 ? 1.0 : 2.0) / MelBands.Count);
            for (int n = 0; n < MelBands.Count; n++)
            {
                rows[k][n] = (float)(scale * Math.Cos(Math.PI * k * ((2 * n) + 1) / (2 * MelBands.Count)));
            }
        }

        return rows;
    }

    private void Add(ReadOnlySpan<float> frame)
    {
        Vector<float> squares = default;
        for (int n = 0; n < frame.Length; n += Vector<float>.Count)
        {
            var x = new Vector<float>(frame[n..]);
            squares += x * x;
            (x * new Vector<float>(_window, n)).CopyTo(_windowed, n);
        }

        _rms.Add(Math.Sqrt(Vector.Sum(squares) / frame.Length));
        _fft.Forward(_windowed, _re, _im);
        Powers();
        Span<float> bands = _melPower.AsSpan(_count * MelBands.Count, MelBands.Count);
        _mel.Measure(_re, bands);
        foreach (float power in bands)
        {
            _largest = Math.Max(_largest, power);
        }

        (double centroid, double bandwidth, double rollOff) = _shape.Measure(_im);
        _descriptors[0].Add(centroid);
        _descriptors[1].Add(bandwidth);
        _descriptors[2].Add(rollOff);
        _count++;
    }

    /// <summary>Turns the spectrum into powers (in the place of the real parts) and magnitudes (in that of the imaginary ones).</summary>
    private void Powers()
    {
        int k = 0;
        for (; k <= _re.Length - Vector<float>.Count; k += Vector<float>.Count)
        {
            var re = new Vector<float>(_re, k);
            var im = new Vector<float>(_im, k);
            Vector<float> power = (re * re) + (im * im);
            power.CopyTo(_re, k);
            Vector.SquareRoot(power).CopyTo(_im, k);
        }

        for (; k < _re.Length; k++)
        {
            _re[k] = (_re[k] * _re[k]) + (_im[k] * _im[k]);
            _im[k] = MathF.Sqrt(_re[k]);
        }
    }

    private Spread[] Cepstra()
    {
        var floor = new Vector<float>(Math.Max(_largest * FloorShare, LeastPower));
        Span<float> all = _melPower.AsSpan(0, _count * MelBands.Count);
        for (int i = 0; i < all.Length; i += Vector<float>.Count)
        {
            (Vector.Log(Vector.Max(new Vector<float>(all[i..]), floor)) * DecibelsPerNeper).CopyTo(all[i..]);
        }

        var spreads = new Spread[StyleLayout.Cepstra];
        for (int t = 0; t < _count; t++)
        {
            ReadOnlySpan<float> levels = all.Slice(t * MelBands.Count, MelBands.Count);
            for (int k = 0; k < _cepstrum.Length; k++)
            {
                spreads[k].Add(DenseLayer.Dot(_cosine[k], levels));
            }
        }

        return spreads;
    }

    /// <summary>Mean and population variance of numbers as they come (Welford 1962: no cancellation).</summary>
    private struct Spread
    {
        private double _squares;
        private int _count;

        public double Mean { get; private set; }

        public readonly double Variance => _count > 0 ? _squares / _count : 0;

        public void Add(double value)
        {
            double away = value - Mean;
            Mean += away / ++_count;
            _squares += away * (value - Mean);
        }
    }
}
