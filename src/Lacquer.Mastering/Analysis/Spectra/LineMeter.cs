using Lacquer.Dsp.Spectral;

namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Hears lines at the mains frequencies and their multiples beneath music that never pauses.</summary>
/// <remarks>
/// Hum stays: for a minute at a time its phase runs on as foretold, while notes begin, end and bend. So the bin of each multiple is followed
/// through frames of the tone meter, turned back by its frequency, and added up over 48 s, each frame divided by the power around the bin:
/// the moments in which the music leaves room there count most, as they should for a steady tone in a noise that comes and goes. A second
/// transform over the frames shows 5 Hz around each multiple in steps of a hundredth; blocks are averaged, for mains wander.
/// </remarks>
internal sealed class LineMeter
{
    /// <summary>Multiples listened to: above, music of all kinds is loud and hum is weak.</summary>
    public const int Harmonics = 7;

    /// <summary>The frequencies of mains, in Hz.</summary>
    public static readonly double[] MainsHz = [50, 60];

    private const int BlockFrames = 256;
    private const int Size = 2 * BlockFrames;

    /// <summary>A last block shorter than this (30 s) counts only when it is long enough to tell lines apart.</summary>
    private const int LeastFrames = 160;

    /// <summary>Frequencies around a multiple that it is compared with, in Hz: loops of half a second have lines every 2 Hz.</summary>
    private const double AroundHz = 2.6;

    /// <summary>How far mains strays: 25 mHz, and what the transform blurs, in Hz.</summary>
    private const double StrayHz = 0.025;

    private const double BlurHz = 0.035;

    /// <summary>Frames are not trusted more than thirty decibels beyond the usual one: a fade to silence must not outweigh the music.</summary>
    private const float LeastNoise = 1e-3f;

    /// <summary>−130 dBFS: digital silence.</summary>
    private const float Silence = 1e-13f;

    private readonly double _hopSeconds;
    private readonly double _scale;
    private readonly RealFft _fft = new(Size);
    private readonly Line[] _lines;
    private readonly float[] _re = new float[Size];
    private readonly float[] _im = new float[Size];
    private readonly float[] _reRe;
    private readonly float[] _reIm;
    private readonly float[] _imRe;
    private readonly float[] _imIm;
    private readonly float[] _around = new float[8];
    private readonly float[] _sorted = new float[BlockFrames];
    private long _frames;
    private int _held;
    private int _blocks;

    /// <param name="sampleRateHz">Rate of the signal.</param>
    /// <param name="size">Length of the frames.</param>
    public LineMeter(int sampleRateHz, int size)
    {
        _hopSeconds = 0.5 * size / sampleRateHz;
        _scale = 16.0 / ((double)size * size); // Hann: the bin of a full-scale sine has a quarter of the length
        _lines =
        [
            .. MainsHz.SelectMany(mains => Enumerable.Range(1, Harmonics).Select(h => new Line(mains, h, (int)Math.Round(h * mains * size / sampleRateHz)))),
        ];
        (_reRe, _reIm) = (new float[_fft.Bins], new float[_fft.Bins]);
        (_imRe, _imIm) = (new float[_fft.Bins], new float[_fft.Bins]);
    }

    /// <summary>Whether enough was heard to tell.</summary>
    public bool IsSure => _blocks > 0;

    /// <summary>Takes a frame.</summary>
    public void Add(FramePowers powers, float framePower)
    {
        foreach (Line line in _lines)
        {
            if (line.Bin < 9)
            {
                continue; // below what the frames resolve
            }

            double turns = line.Harmonic * line.MainsHz * _hopSeconds * _frames;
            double phase = -2 * Math.PI * (turns - Math.Floor(turns));
            var (sin, cos) = ((float)Math.Sin(phase), (float)Math.Cos(phase));
            (float re, float im) = (powers.MidRe[line.Bin], powers.MidIm[line.Bin]);
            line.Re[_held] = (re * cos) - (im * sin);
            line.Im[_held] = (re * sin) + (im * cos);
            line.Noise[_held] = framePower < Silence ? 0 : Around(powers, line.Bin);
        }

        _frames++;
        if (++_held == BlockFrames)
        {
            FinishBlock();
        }
    }

    /// <summary>Counts the last block, if it is long enough.</summary>
    public void Finish()
    {
        if (_held >= LeastFrames)
        {
            FinishBlock();
        }
    }

    /// <summary>The line at a multiple of a mains frequency.</summary>
    /// <param name="mainsHz">One of <see cref="MainsHz"/>.</param>
    /// <param name="harmonic">1 to <see cref="Harmonics"/>.</param>
    public MainsLine At(double mainsHz, int harmonic)
    {
        Line line = Array.Find(_lines, line => line.MainsHz == mainsHz && line.Harmonic == harmonic)!;
        double stray = Stray(harmonic);
        (double best, double around, double power) = (0, 1e-9, 0);
        for (int k = 0; k < Size; k++)
        {
            double offset = Math.Abs(OffsetHz(k));
            if (offset <= stray && line.Surplus[k] > best)
            {
                (best, power) = (line.Surplus[k], line.Power[k]);
            }
            else if (offset > stray + BlurHz + BlurHz && offset <= AroundHz)
            {
                around = Math.Max(around, line.Others[k] / Lobe(offset));
            }
        }

        int blocks = Math.Max(1, _blocks);
        return new MainsLine(Db(best / around), Db(best / blocks), Db(around / blocks), power / blocks);
    }

    private static double Stray(int harmonic) => BlurHz + (StrayHz * harmonic);

    private static double Db(double ratio) => 10 * Math.Log10(ratio + 1e-9);

    /// <summary>Distance of a step of the second transform from the multiple, in Hz.</summary>
    private double OffsetHz(int k) => (k < Size / 2 ? k : k - Size) / (Size * _hopSeconds);

    /// <summary>Power with which a bin under a Hann window hears a tone beside its middle.</summary>
    private double Lobe(double offsetHz)
    {
        double x = 2 * _hopSeconds * offsetHz; // in bins: a frame lasts two hops
        double sinc = x < 1e-6 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
        return Square(sinc / (1 - (x * x) + 1e-9));
    }

    /// <summary>Median power of the bins four to seven away on either side, unscaled.</summary>
    private float Around(FramePowers powers, int bin)
    {
        for (int i = 0; i < 4; i++)
        {
            (int low, int high) = (bin - 4 - i, bin + 4 + i);
            _around[i] = (powers.MidRe[low] * powers.MidRe[low]) + (powers.MidIm[low] * powers.MidIm[low]);
            _around[4 + i] = (powers.MidRe[high] * powers.MidRe[high]) + (powers.MidIm[high] * powers.MidIm[high]);
        }

        Array.Sort(_around);
        return 0.5f * (_around[3] + _around[4]);
    }

    private void FinishBlock()
    {
        foreach (Line line in _lines)
        {
            Add(line);
        }

        _held = 0;
        _blocks++;
    }

    private void Add(Line line)
    {
        Array.Copy(line.Noise, _sorted, _held);
        Array.Sort(_sorted, 0, _held);
        float least = LeastNoise * _sorted[_held / 2];
        Array.Clear(_re);
        Array.Clear(_im);
        (double weights, double squares) = (1e-30, 1e-30);
        for (int i = 0; i < _held; i++)
        {
            if (!(line.Noise[i] > 0))
            {
                continue;
            }

            float weight = 1 / (line.Noise[i] + least);
            (_re[i], _im[i]) = (weight * line.Re[i], weight * line.Im[i]);
            weights += weight;
            squares += (_re[i] * _re[i]) + (_im[i] * _im[i]);
        }

        Transform();
        int peak = 0;
        for (int k = 0; k < Size; k++)
        {
            double power = Square(Re(k)) + Square(Im(k));
            line.Surplus[k] += power / squares;
            line.Power[k] += power * _scale / (weights * weights);
            peak = Math.Abs(OffsetHz(k)) <= Stray(line.Harmonic) && power > Square(Re(peak)) + Square(Im(peak)) ? k : peak;
        }

        TakeAway(line, peak, Re(peak) / weights, Im(peak) / weights, least);
        Transform();
        for (int k = 0; k < Size; k++)
        {
            line.Others[k] += (Square(Re(k)) + Square(Im(k))) / squares;
        }
    }

    /// <summary>Takes away a line, with all that uneven weights make of it, so that it is not compared with its own skirt.</summary>
    private void TakeAway(Line line, int peak, double re, double im, float least)
    {
        for (int i = 0; i < _held; i++)
        {
            if (line.Noise[i] > 0)
            {
                double weight = 1 / (line.Noise[i] + least);
                var (sin, cos) = Math.SinCos(2 * Math.PI * peak * i / Size);
                _re[i] -= (float)(weight * ((re * cos) - (im * sin)));
                _im[i] -= (float)(weight * ((re * sin) + (im * cos)));
            }
        }
    }

    /// <summary>Of a complex series: its transform is that of the real part plus i times that of the imaginary part.</summary>
    private void Transform()
    {
        _fft.Forward(_re, _reRe, _reIm);
        _fft.Forward(_im, _imRe, _imIm);
    }

    private double Re(int k) => k <= Size / 2 ? _reRe[k] - _imIm[k] : _reRe[Size - k] + _imIm[Size - k];

    private double Im(int k) => k <= Size / 2 ? _reIm[k] + _imRe[k] : _imRe[Size - k] - _reIm[Size - k];

    private static double Square(double x) => x * x;

    /// <summary>What is followed of one multiple.</summary>
    private sealed class Line(double mainsHz, int harmonic, int bin)
    {
        public double MainsHz { get; } = mainsHz;

        public int Harmonic { get; } = harmonic;

        public int Bin { get; } = bin;

        public float[] Re { get; } = new float[BlockFrames];

        public float[] Im { get; } = new float[BlockFrames];

        public float[] Noise { get; } = new float[BlockFrames];

        /// <summary>Power per frequency over what chance leads to expect, summed over the blocks.</summary>
        public double[] Surplus { get; } = new double[Size];

        /// <summary>The same without the line itself.</summary>
        public double[] Others { get; } = new double[Size];

        /// <summary>Power of a steady tone there, summed over the blocks; a full-scale sine has 1.</summary>
        public double[] Power { get; } = new double[Size];
    }
}
