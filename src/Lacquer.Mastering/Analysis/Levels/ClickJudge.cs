using System.Numerics;

namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>Tells a click from the music's own sharp sounds: nothing that was heard before it foretells it, and nothing follows it.</summary>
/// <remarks>
/// Music continues itself: most of a sample can be foretold from the samples before. What cannot is small and even, but for attacks, after
/// which it stays larger, and for clicks, which stand alone. That remainder shows a click in the middle of loud cymbals and basses, where the
/// waveform does not: linear prediction, and then the filter that gathers up again what the prediction makes of a single wrong sample
/// (Godsill and Rayner, Digital Audio Restoration, chapter 5). Steps come out of it nearly as well.
/// </remarks>
internal sealed class ClickJudge
{
    /// <summary>
    /// Least height over all else within 10 ms, in dB. The starts of notes in good mixes reach 34; of the clicks that can be heard 96 in a hundred
    /// reach it (measured).
    /// </summary>
    public const float LeastStandDb = 34.5f;

    /// <summary>From here on it is a tick: music that is full of them has clicks among its sounds. Chosen.</summary>
    public const float LeastTickDb = 28;

    /// <summary>Least height over all else within 20 ms: pulses of a bass or of a machine follow each other. Chosen.</summary>
    private const float LeastFarDb = 15;

    /// <summary>Where so much more cannot be foretold in the 3 ms after it than in those before, it is an attack (clicks: −3.5 to 2.2 dB, measured).</summary>
    private const float MostRiseDb = 5;

    private const int Order = 24;

    /// <summary>Samples to either side, at the usual rate: 23 ms.</summary>
    private const int Half = 1_024;

    private const int Length = 2 * Half;

    /// <summary>Samples around a click that the prediction is not learnt from.</summary>
    private const int Hidden = 2;

    /// <summary>Samples before and after it that are its own: filters of coders and converters let it ring.</summary>
    private const int OwnBefore = 32;

    private const int OwnAfter = 48;
    private const int Near = 441;
    private const int Far = 900;
    private const int Rise = 124;

    /// <summary>Noise far below the music (−60 dB) keeps the prediction of pure tones finite.</summary>
    private const double Regular = 1 + 1e-6;

    private static readonly double[] Window = MakeWindow();

    private readonly int _stride;
    private readonly float[] _samples = new float[Length];
    private readonly double[] _windowed = new double[Length];
    private readonly float[] _rest = new float[Length];
    private readonly float[] _gathered = new float[Length];
    private readonly double[] _correlation = new double[Order + 1];
    private readonly double[] _weights = new double[Order + 1];
    private readonly double[] _before = new double[Order + 1];

    /// <param name="stride">Samples of the signal per sample of the usual rate.</param>
    public ClickJudge(int stride)
    {
        _stride = stride;
    }

    /// <summary>Height of a click or tick over what cannot be foretold around it, in dB; null where it is neither.</summary>
    /// <param name="samples">The sound; shorter than 23 ms to either side: null.</param>
    /// <param name="at">The sample in question.</param>
    public float? StandDb(ReadOnlySpan<float> samples, int at)
    {
        int first = at - (Half * _stride);
        if (first < 0 || first + (Length * _stride) > samples.Length)
        {
            return null;
        }

        for (int i = 0; i < Length; i++)
        {
            _samples[i] = samples[first + (i * _stride)];
        }

        Learn();
        Foretell();
        Gather();
        int peak = Half - Hidden - 1;
        for (int i = peak; i <= Half + Hidden + 1; i++)
        {
            peak = _gathered[i] > _gathered[peak] ? i : peak;
        }

        float near = Math.Max(Highest(peak - Near, peak - OwnBefore), Highest(peak + OwnAfter, peak + Near));
        float far = Math.Max(Highest(peak - Far, peak - OwnBefore), Highest(peak + OwnAfter, peak + Far));
        float standDb = Db(_gathered[peak] / near);
        return standDb >= LeastTickDb && Db(_gathered[peak] / far) >= LeastFarDb && RiseDb(peak) < MostRiseDb ? standDb : null;
    }

    private static float Db(float ratio) => 20 * MathF.Log10(ratio);

    private static double[] MakeWindow()
    {
        var window = new double[Length];
        for (int i = 0; i < Length; i++)
        {
            window[i] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / Length));
        }

        return window;
    }

    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector<double> sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            sums += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        }

        double sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static double Power(ReadOnlySpan<float> rest)
    {
        double sum = 1e-20;
        foreach (float x in rest)
        {
            sum += (double)x * x;
        }

        return sum;
    }

    /// <summary>The weights of the samples before, by Levinson's recursion; the click itself is bridged by a straight line.</summary>
    private void Learn()
    {
        for (int i = 0; i < Length; i++)
        {
            _windowed[i] = _samples[i];
        }

        (double from, double to) = (_samples[Half - Hidden - 1], _samples[Half + Hidden + 1]);
        for (int k = -Hidden; k <= Hidden; k++)
        {
            _windowed[Half + k] = from + ((to - from) * (k + Hidden + 1) / (2 * (Hidden + 1)));
        }

        for (int i = 0; i < Length; i++)
        {
            _windowed[i] *= Window[i];
        }

        for (int lag = 0; lag <= Order; lag++)
        {
            _correlation[lag] = Product(_windowed.AsSpan(lag), _windowed.AsSpan(0, Length - lag));
        }

        Array.Clear(_weights);
        _weights[0] = 1;
        double error = _correlation[0] *= Regular;
        for (int m = 1; m <= Order && error > 0; m++)
        {
            double sum = _correlation[m];
            for (int k = 1; k < m; k++)
            {
                sum += _weights[k] * _correlation[m - k];
            }

            double reflection = -sum / error;
            _weights.CopyTo(_before, 0);
            for (int k = 1; k < m; k++)
            {
                _weights[k] += reflection * _before[m - k];
            }

            _weights[m] = reflection;
            error *= 1 - (reflection * reflection);
        }
    }

    /// <summary>What the samples before do not foretell.</summary>
    private void Foretell()
    {
        _samples.CopyTo(_rest, 0);
        for (int k = 1; k <= Order; k++)
        {
            AddScaled(_rest.AsSpan(Order), _samples.AsSpan(Order - k), (float)_weights[k]);
        }
    }

    /// <summary>Magnitude of that, with what a wrong sample spreads over the samples after it gathered in one place.</summary>
    private void Gather()
    {
        Array.Clear(_gathered);
        for (int k = 0; k <= Order; k++)
        {
            AddScaled(_gathered.AsSpan(Order, Length - (2 * Order)), _rest.AsSpan(Order + k), (float)_weights[k]);
        }

        for (int i = 0; i < Length; i++)
        {
            _gathered[i] = Math.Abs(_gathered[i]);
        }
    }

    private static void AddScaled(Span<float> sum, ReadOnlySpan<float> added, float scale)
    {
        int i = 0;
        for (; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(sum[i..]) + (scale * new Vector<float>(added[i..]))).CopyTo(sum[i..]);
        }

        for (; i < sum.Length; i++)
        {
            sum[i] += scale * added[i];
        }
    }

    private float Highest(int from, int to)
    {
        float highest = 1e-12f;
        for (int i = Math.Max(Order, from); i < Math.Min(Length - Order, to); i++)
        {
            highest = Math.Max(highest, _gathered[i]);
        }

        return highest;
    }

    /// <summary>How much more cannot be foretold after a click than before it, in dB.</summary>
    private float RiseDb(int peak)
    {
        ReadOnlySpan<float> before = _rest.AsSpan(peak - (OwnBefore / 4) - Rise, Rise);
        ReadOnlySpan<float> after = _rest.AsSpan(peak + OwnBefore, Rise);
        return (float)(10 * Math.Log10(Power(after) / Power(before)));
    }
}
