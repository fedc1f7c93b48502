using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Analysis.Structure;

/// <summary>Running sums of the third-octave levels over the tone meter's rows: the mean level of any stretch is a subtraction.</summary>
internal sealed class BandLevelSums
{
    /// <summary>31.5 Hz to 16 kHz: what lies outside is noise to the ear's sense of sections.</summary>
    private const int FirstBand = 2;

    private const int LastBand = 29;

    /// <summary>Levels are cut off this far below the loudest band of the loudest frame, in dB, so that silence is not infinitely far.</summary>
    private const double RangeDb = 60;

    private readonly ToneMeter _tone;
    private readonly int _frames;

    // Single precision would drift over hours. Shape [frame + 1, band].
    private readonly double[] _sums;

    public BandLevelSums(ToneMeter tone)
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
        _sums = new double[(_frames + 1) * Bands];
        for (int f = 0; f < _frames; f++)
        {
            ReadOnlySpan<float> powers = tone.BandPower(f);
            for (int b = 0; b < Bands; b++)
            {
                double level = 10 * Math.Log10(Math.Max(powers[FirstBand + b], floor));
                _sums[((f + 1) * Bands) + b] = _sums[(f * Bands) + b] + level;
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
            double before = (_sums[(middle * Bands) + b] - _sums[(first * Bands) + b]) / (middle - first);
            double after = (_sums[(last * Bands) + b] - _sums[(middle * Bands) + b]) / (last - middle);
            sum += (after - before) * (after - before);
        }

        return Math.Sqrt(sum / Bands);
    }
}
