using Lacquer.Dsp.Spectral;

namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>How much later one channel says what the other says: the lag at which left and right agree, over all frequencies or in the lows.</summary>
/// <remarks>
/// Cross-correlation from the summed cross-spectrum of one frame in four, each bin counting alike for the whole (so that the loudest notes
/// do not decide), and by its power for the lows. With mid M and side S, L·R* = |M|² − |S|² − 2i·Im(M·S*).
/// </remarks>
internal sealed class DelayMeter
{
    private const int EveryFrames = 4;
    private const double LowestHz = 150;
    private const double HighestHz = 8_000;
    private const double LowsFromHz = 25;
    private const double LowsToHz = 120;

    /// <summary>Longer delays are echoes, in seconds.</summary>
    private const double LongestSeconds = 0.05;

    /// <summary>Spaced microphones and panning by time stay below that, in seconds.</summary>
    private const double ShortestSeconds = 0.0015;

    /// <summary>Of all bins, the share that agrees at the lag; music that is all over the room has 0.05 anywhere but in the middle. Chosen.</summary>
    private const double LeastAgreement = 0.25;

    /// <summary>Over the agreement without a lag: most music has its voice, bass and drums there.</summary>
    private const double LeastOverMiddle = 2.5;

    /// <summary>For the lows: correlation at the lag, and how far it must surpass that of lows which are merely turned over.</summary>
    private const double LeastLowCorrelation = 0.8;

    private const double OverTurned = 0.03;
    private const double LongestLowSeconds = 0.025;

    /// <summary>A peak is as high as the highest from this share of it on. Chosen.</summary>
    private const double NearlyBest = 0.5;

    private readonly int _sampleRateHz;
    private readonly int _size;
    private readonly double[] _re;
    private readonly double[] _im;
    private readonly double[] _left;
    private readonly double[] _right;
    private int _seen;

    public DelayMeter(int sampleRateHz, int size)
    {
        (_sampleRateHz, _size) = (sampleRateHz, size);
        int bins = Math.Min((int)(HighestHz * size / sampleRateHz), size / 2) + 1;
        (_re, _im) = (new double[bins], new double[bins]);
        int lows = Math.Min(bins, (int)(LowsToHz * size / sampleRateHz) + 1);
        (_left, _right) = (new double[lows], new double[lows]);
    }

    /// <summary>Takes a frame in stereo.</summary>
    public void Add(FramePowers powers)
    {
        if (_seen++ % EveryFrames != 0)
        {
            return;
        }

        (float[] mr, float[] mi, float[] sr, float[] si) = (powers.MidRe, powers.MidIm, powers.SideRe, powers.SideIm);
        for (int k = 0; k < _re.Length; k++)
        {
            _re[k] += (mr[k] * mr[k]) + (mi[k] * mi[k]) - (sr[k] * sr[k]) - (si[k] * si[k]);
            _im[k] -= 2 * ((mi[k] * sr[k]) - (mr[k] * si[k]));
        }

        for (int k = 0; k < _left.Length; k++)
        {
            _left[k] += Square(mr[k] + sr[k]) + Square(mi[k] + si[k]);
            _right[k] += Square(mr[k] - sr[k]) + Square(mi[k] - si[k]);
        }
    }

    /// <summary>By how much the right channel as a whole is late, in seconds; negative when the left is; null when neither.</summary>
    public double? WholeSeconds()
    {
        var fft = new RealFft(_size);
        (var re, var im) = (new float[fft.Bins], new float[fft.Bins]);
        int first = (int)(LowestHz * _size / _sampleRateHz);
        int count = 0;
        for (int k = first; k < _re.Length; k++)
        {
            double magnitude = Math.Sqrt((_re[k] * _re[k]) + (_im[k] * _im[k]));
            if (magnitude > 0)
            {
                (re[k], im[k]) = ((float)(_re[k] / magnitude), (float)(_im[k] / magnitude));
                count++;
            }
        }

        var agreement = new float[_size];
        fft.Inverse(re, im, agreement);
        double scale = 0.5 * _size / Math.Max(1, count);
        int longest = (int)(LongestSeconds * _sampleRateHz);
        int shortest = (int)(ShortestSeconds * _sampleRateHz);
        (double middle, double best) = (0.02, 0);
        for (int lag = -longest; lag <= longest; lag++)
        {
            double value = Math.Abs(lag) < shortest ? Math.Abs(At(lag)) : At(lag);
            middle = Math.Max(middle, Math.Abs(lag) < shortest ? value : 0);
            best = Math.Max(best, Math.Abs(lag) < shortest ? 0 : value);
        }

        // Steady notes agree once more a period later: of peaks that are nearly as high the shortest lag is meant.
        int at = Enumerable.Range(shortest, longest - shortest + 1).SelectMany(lag => (int[])[lag, -lag]).FirstOrDefault(lag => At(lag) >= NearlyBest * best);
        while (at != 0 && At(at + Math.Sign(at)) > At(at))
        {
            at += Math.Sign(at);
        }

        double At(int lag) => scale * agreement[(lag + _size) % _size];

        // The cross-spectrum of a late right channel turns the other way: its peak lies at a negative lag of the left.
        return best >= LeastAgreement && best >= LeastOverMiddle * middle ? -(double)at / _sampleRateHz : null;
    }

    /// <summary>By how much the right channel is late below 120 Hz, in seconds; negative when the left is; null when neither.</summary>
    public double? LowSeconds()
    {
        (double left, double right) = (1e-30, 1e-30);
        int first = Math.Max(1, (int)(LowsFromHz * _size / _sampleRateHz));
        for (int k = first; k < _left.Length; k++)
        {
            left += _left[k];
            right += _right[k];
        }

        double norm = 1 / Math.Sqrt(left * right);
        double step = 0.0001;
        (double best, double turned, double at) = (0, 0, 0);
        for (double lag = -LongestLowSeconds; lag <= LongestLowSeconds; lag += step)
        {
            double sum = 0;
            for (int k = first; k < _left.Length; k++)
            {
                double phase = 2 * Math.PI * k * _sampleRateHz / _size * lag;
                sum += (_re[k] * Math.Cos(phase)) - (_im[k] * Math.Sin(phase));
            }

            if (norm * sum > best)
            {
                (best, at) = (norm * sum, lag);
            }

            turned = Math.Max(turned, -norm * sum);
        }

        return Math.Abs(at) >= ShortestSeconds && best >= LeastLowCorrelation && best > turned + OverTurned ? -at : null;
    }

    private static double Square(float x) => (double)x * x;
}
