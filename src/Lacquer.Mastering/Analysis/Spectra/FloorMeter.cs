namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>What stays in the lows when the music pauses: the level that each bin up to 700 Hz seldom falls below.</summary>
internal sealed class FloorMeter
{
    private const double HighestHz = 700;
    private const double LeastDbfs = -170;
    private const int Steps = 360;
    private const double StepDb = 0.5;

    /// <summary>Frames below this power, −130 dBFS, are digital silence and say nothing about hum.</summary>
    private const float Silence = 1e-13f;

    private readonly int[][] _histograms;
    private int _frames;

    public FloorMeter(int sampleRateHz, int size)
    {
        BinHz = (double)sampleRateHz / size;
        _histograms = new int[Math.Min((int)(HighestHz / BinHz) + 1, (size / 2) + 1)][];
        for (int k = 0; k < _histograms.Length; k++)
        {
            _histograms[k] = new int[Steps];
        }
    }

    /// <summary>Distance of the bins, in Hz.</summary>
    public double BinHz { get; }

    /// <summary>Number of bins watched.</summary>
    public int Bins => _histograms.Length;

    /// <summary>Frames counted.</summary>
    public int Frames => _frames;

    /// <summary>Takes a frame's power per bin.</summary>
    public void Add(ReadOnlySpan<float> power, float framePower)
    {
        if (framePower < Silence)
        {
            return;
        }

        _frames++;
        for (int k = 0; k < _histograms.Length; k++)
        {
            double level = 10 * Math.Log10(power[k] + 1e-20);
            _histograms[k][Math.Clamp((int)((level - LeastDbfs) / StepDb), 0, Steps - 1)]++;
        }
    }

    /// <summary>The level that a bin stays under in the given share of the frames, in dBFS; a sine in the bin's middle reads 1.8 dB less than its level.</summary>
    public double Percentile(int bin, double share)
    {
        int wanted = Math.Max(1, (int)Math.Ceiling(share * _frames));
        int seen = 0;
        for (int step = 0; step < Steps; step++)
        {
            seen += _histograms[bin][step];
            if (seen >= wanted)
            {
                return LeastDbfs + ((step + 0.5) * StepDb);
            }
        }

        return LeastDbfs;
    }
}
