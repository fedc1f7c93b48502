using System.Numerics;

namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Hears whether what lies above half of a usual rate is the mirror image of what lies below: what raising a rate leaves behind.</summary>
/// <remarks>
/// Raising the rate repeats the spectrum, turned over at half of the lower rate, and a filter takes the repetition away: not at once, since
/// short filters need a tenth of the frequency. In what it leaves each bin rises and falls with its mirror bin, whatever is played, and by as
/// much less as the filter has fallen there. Nothing else binds two bins so: music and noise have none of it, and no coder makes it.
/// Correlates the levels of mirrored bins in one frame of four, after taking away the level around them, in four bands beside the mirror.
/// </remarks>
internal sealed class MirrorMeter
{
    /// <summary>Edges of the bands, as distances from half the rate in parts of it.</summary>
    private static readonly double[] Edges = [0.004, 0.012, 0.025, 0.045, 0.075];

    /// <summary>
    /// Three of the bands must reach it. Measured: 0.44 and more in mixes from 16, 22.05, 24, 32 and 44.1 kHz, even where dither of 16 bits
    /// covers the most of the image; up to 0.25 in mixes, one of a tracker with old samples among them.
    /// </summary>
    private const double LeastCorrelation = 0.34;

    /// <summary>How far the image lies under its original in the third and in the fourth band, in dB: the softest filter measured has 7 and 14.</summary>
    private const double LeastFallDb = 4.5;

    private const double LeastFarFallDb = 9;

    /// <summary>Beyond the image, from 1.12 times half the rate on, all is this much quieter than below, in dB.</summary>
    private const double LeastEmptyDb = 15;

    private const int EveryFrames = 4;

    /// <summary>Five minutes are sure enough.</summary>
    private const int MostFrames = 400;

    /// <summary>Bins on either side whose mean is taken away from a bin's level.</summary>
    private const int Around = 4;

    private const int LeastBins = 8;
    private const float Least = 1e-25f;

    /// <summary>Rates that sound is recorded, sampled or sent at, in Hz.</summary>
    private static readonly double[] RatesHz = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000];

    private readonly double _binHz;
    private readonly float[] _levels;
    private readonly Sums[,] _sums;
    private readonly int _rates;
    private int _seen;
    private int _heard;

    public MirrorMeter(int sampleRateHz, int size)
    {
        _binHz = (double)sampleRateHz / size;
        _levels = new float[(size / 2) + 1];
        _rates = RatesHz.Count(rate => 0.5 * rate * (1 + Edges[^1]) < 0.5 * sampleRateHz);
        _sums = new Sums[_rates, Edges.Length - 1];
    }

    /// <summary>Takes a frame's power per bin.</summary>
    public void Add(ReadOnlySpan<float> power)
    {
        if (_seen++ % EveryFrames != 0 || _heard >= MostFrames || _rates == 0)
        {
            return;
        }

        _heard++;
        int last = Math.Min(power.Length, (int)(0.5 * RatesHz[_rates - 1] * (1 + Edges[^1]) / _binHz) + Around + 2);
        Logarithms(power[..last]);
        for (int r = 0; r < _rates; r++)
        {
            double centre = 0.5 * RatesHz[r] / _binHz;
            for (int b = 0; b + 1 < Edges.Length; b++)
            {
                int from = (int)Math.Ceiling(centre * (1 + Edges[b]));
                int to = Math.Min((int)(centre * (1 + Edges[b + 1])), last - Around - 1);
                if (to - from >= LeastBins)
                {
                    Correlate(ref _sums[r, b], from, to, (int)Math.Round(2 * centre));
                }
            }
        }
    }

    /// <summary>The lowest rate whose mirror image is there, in Hz; null when none is.</summary>
    /// <param name="binPower">Power per bin, summed over all frames.</param>
    public double? SourceRateHz(ReadOnlySpan<double> binPower)
    {
        for (int r = 0; r < _rates; r++)
        {
            int alike = 0;
            for (int b = 0; b + 1 < Edges.Length; b++)
            {
                alike += _sums[r, b].Correlation >= LeastCorrelation ? 1 : 0;
            }

            if (alike >= Edges.Length - 2 && _sums[r, 2].FallDb >= LeastFallDb && _sums[r, 3].FallDb >= LeastFarFallDb
                && IsEmptyAbove(0.5 * RatesHz[r], binPower))
            {
                return RatesHz[r];
            }
        }

        return null;
    }

    private bool IsEmptyAbove(double halfHz, ReadOnlySpan<double> binPower)
    {
        int from = (int)(1.12 * halfHz / _binHz);
        if (from >= 0.97 * binPower.Length)
        {
            return true; // nothing to see beyond
        }

        double above = Mean(binPower[from..(int)(0.99 * binPower.Length)]);
        double below = Mean(binPower[(int)(0.85 * halfHz / _binHz)..(int)(0.95 * halfHz / _binHz)]);
        return 10 * Math.Log10(below / above) >= LeastEmptyDb;
    }

    private static double Mean(ReadOnlySpan<double> power)
    {
        double sum = 1e-30;
        foreach (double p in power)
        {
            sum += p;
        }

        return sum / power.Length;
    }

    private void Logarithms(ReadOnlySpan<float> power)
    {
        int k = 0;
        var least = new Vector<float>(Least);
        for (; k <= power.Length - Vector<float>.Count; k += Vector<float>.Count)
        {
            Vector.Log2(new Vector<float>(power[k..]) + least).CopyTo(_levels, k);
        }

        for (; k < power.Length; k++)
        {
            _levels[k] = MathF.Log2(power[k] + Least);
        }
    }

    private void Correlate(ref Sums sums, int from, int to, int mirror)
    {
        (float u, float v) = (0, 0);
        for (int k = from - Around; k <= from + Around; k++)
        {
            u += _levels[k];
            v += _levels[mirror - k];
        }

        const float Share = 1f / ((2 * Around) + 1);
        (float uv, float uu, float vv, float fall) = (0, 0, 0, 0);
        for (int k = from; k < to; k++)
        {
            float high = _levels[k] - (Share * u);
            float low = _levels[mirror - k] - (Share * v);
            uv += high * low;
            uu += high * high;
            vv += low * low;
            fall += _levels[mirror - k] - _levels[k];
            u += _levels[k + Around + 1] - _levels[k - Around];
            v += _levels[mirror - k - Around - 1] - _levels[mirror - k + Around];
        }

        sums.Add(uv, uu, vv, fall, to - from);
    }

    /// <summary>What was summed up in one band beside one mirror.</summary>
    private struct Sums
    {
        private const double OctaveDb = 3.0103; // a doubling of power

        private double _product;
        private double _high;
        private double _low;
        private double _fall;
        private long _count;

        public readonly double Correlation => _high * _low > 0 ? _product / Math.Sqrt(_high * _low) : 0;

        public readonly double FallDb => _count == 0 ? 0 : OctaveDb * _fall / _count;

        public void Add(double product, double high, double low, double fall, int count)
        {
            _product += product;
            _high += high;
            _low += low;
            _fall += fall;
            _count += count;
        }
    }
}
