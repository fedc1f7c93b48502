using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Structure;

/// <summary>The third-octave levels of the tone meter's rows, and how far their means over two stretches lie apart.</summary>
internal sealed class BandLevelDistance
{
    /// <summary>31.5 Hz to 16 kHz: what lies outside is noise to the ear's sense of sections.</summary>
    private const int FirstBand = 2;

    private const int LastBand = 29;

    /// <summary>Levels are cut off this far below the loudest band of the loudest frame, in dB, so that silence is not infinitely far.</summary>
    private const double RangeDb = 60;

    private readonly ToneMeter _tone;
    private readonly int _frames;

    // Shape [frame, band].
    private readonly float[] _levelsDb;

    public BandLevelDistance(ToneMeter tone)
    {
        _tone = tone;
        _frames = tone.RowCount;
        float loudest = 1e-20f;
        for (int f = 0; f < _frames; f++)
        {
            foreach (float power in tone.BandPower(f)[FirstBand..(LastBand + 1)])
            {
                loudest = Math.Max(loudest, power);
            }
        }

        double floor = loudest * Math.Pow(10, -RangeDb / 10);
        _levelsDb = new float[_frames * Bands];
        for (int f = 0; f < _frames; f++)
        {
            ReadOnlySpan<float> powers = tone.BandPower(f);
            for (int b = 0; b < Bands; b++)
            {
                _levelsDb[(f * Bands) + b] = (float)(10 * Math.Log10(Math.Max(powers[FirstBand + b], floor)));
            }
        }
    }

    /// <summary>Distance of two frames, in seconds.</summary>
    public double HopSeconds => _tone.HopSeconds;

    private static int Bands => LastBand - FirstBand + 1;

    /// <summary>How far the mean levels before and after a moment lie apart, RMS over the bands, in dB.</summary>
    public double DistanceDb(double seconds, double windowSeconds)
    {
        int middle = _tone.RowAt(seconds);
        int window = (int)Math.Round(windowSeconds / HopSeconds);
        int first = Math.Max(0, middle - window);
        int last = Math.Min(_frames, middle + window);
        if (middle <= first || last <= middle)
        {
            return 0;
        }

        double sum = 0;
        for (int b = 0; b < Bands; b++)
        {
            double before = MeanDb(b, first, middle);
            double after = MeanDb(b, middle, last);
            sum += (after - before) * (after - before);
        }

        return Math.Sqrt(sum / Bands);
    }

    private double MeanDb(int band, int first, int end)
    {
        double sum = 0;
        for (int f = first; f < end; f++)
        {
            sum += _levelsDb[(f * Bands) + band];
        }

        return sum / (end - first);
    }
}
