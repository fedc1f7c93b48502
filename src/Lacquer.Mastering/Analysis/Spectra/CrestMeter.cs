namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Peak to RMS of each dynamics band within a frame, averaged over frames.</summary>
/// <remarks>
/// The band is cut out of the frame's spectrum and transformed back; the middle half of the frame, where the Hann window
/// is at least ½, is divided by the window and measured. One frame in eight is enough for a mean over a track.
/// Mid and side count by their power sum, so neither an out-of-phase nor a one-sided sound is missed.
/// </remarks>
internal sealed class CrestMeter
{
    /// <summary>How many frames lie between two that are measured.</summary>
    public const int EveryFrames = 8;

    /// <summary>Below this share of the frame (−60 dB) a band's crest is that of rounding and leakage.</summary>
    private const double LeastShare = 1e-6;

    private readonly FramePowers _powers;
    private readonly bool _stereo;
    private readonly int[] _firstBin;
    private readonly float[] _re;
    private readonly float[] _im;
    private readonly float[] _mid;
    private readonly float[] _side;
    private readonly float[] _inverseWindow;
    private readonly double[] _sumDb;
    private readonly int[] _count;

    /// <param name="sampleRateHz">Rate of the signal.</param>
    /// <param name="powers">The spectrum of the frame at hand.</param>
    /// <param name="stereo">Whether there is a side signal.</param>
    /// <param name="lowHz">Lower edge of each band; it ends where the next begins, the last at half the rate.</param>
    public CrestMeter(int sampleRateHz, FramePowers powers, bool stereo, ReadOnlySpan<double> lowHz)
    {
        _powers = powers;
        _stereo = stereo;
        int size = powers.Fft.Size;
        _firstBin = new int[lowHz.Length + 1];
        for (int b = 0; b < lowHz.Length; b++)
        {
            _firstBin[b] = Math.Min(powers.Bins, (int)Math.Round(lowHz[b] * size / sampleRateHz, MidpointRounding.AwayFromZero));
        }

        _firstBin[^1] = powers.Bins;
        (_re, _im) = (new float[powers.Bins], new float[powers.Bins]);
        (_mid, _side) = (new float[size], new float[size]);
        _inverseWindow = new float[size / 2];
        for (int n = 0; n < _inverseWindow.Length; n++)
        {
            _inverseWindow[n] = 1 / powers.Window[(size / 4) + n];
        }

        _sumDb = new double[lowHz.Length];
        _count = new int[lowHz.Length];
    }

    /// <summary>Measures the frame whose spectrum is at hand; one that was padded is left out.</summary>
    /// <param name="frames">Its length before padding.</param>
    public void AddFrame(int frames)
    {
        if (frames < _mid.Length)
        {
            return;
        }

        double framePower = BandSums.Sum(_powers.Total);
        for (int b = 0; b < _sumDb.Length; b++)
        {
            (int first, int end) = (_firstBin[b], _firstBin[b + 1]);
            if (end > first && BandSums.Sum(_powers.Total.AsSpan(first, end - first)) > LeastShare * framePower)
            {
                AddBand(b, first, end);
            }
        }
    }

    /// <summary>Mean crest of a band, in dB; NaN when it never sounded.</summary>
    public double MeanDb(int band) => _count[band] == 0 ? double.NaN : _sumDb[band] / _count[band];

    private void AddBand(int band, int first, int end)
    {
        Cut(_powers.MidRe, _powers.MidIm, first, end, _mid);
        if (_stereo)
        {
            Cut(_powers.SideRe, _powers.SideIm, first, end, _side);
        }

        int quarter = _mid.Length / 4;
        double sum = 0;
        float peak = 0;
        for (int n = 0; n < _inverseWindow.Length; n++)
        {
            float m = _mid[quarter + n] * _inverseWindow[n];
            float s = _side[quarter + n] * _inverseWindow[n];
            float power = (m * m) + (s * s);
            sum += power;
            peak = Math.Max(peak, power);
        }

        if (peak > 0)
        {
            _sumDb[band] += 10 * Math.Log10(peak * _inverseWindow.Length / sum);
            _count[band]++;
        }
    }

    private void Cut(float[] re, float[] im, int first, int end, float[] time)
    {
        Array.Clear(_re);
        Array.Clear(_im);
        re.AsSpan(first, end - first).CopyTo(_re.AsSpan(first));
        im.AsSpan(first, end - first).CopyTo(_im.AsSpan(first));
        _powers.Fft.Inverse(_re, _im, time);
    }
}
