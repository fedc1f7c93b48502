using Lacquer.Dsp.Units;

namespace Lacquer.Dsp.Metering;

/// <summary>Measures the highest value of each channel between its samples and on them.</summary>
/// <remarks>
/// ITU-R BS.1770-5, Annex 2, at 16× oversampling for every rate: a tone at half the rate is under-read by at most
/// 20·lg cos(π/32) = 0.042 dB. Flat within 0.01 dB to 0.45 of the rate. The stream is silent before its start and after its end;
/// what rings there counts. Results may be read at any time; they do not depend on how the stream is cut into blocks.
/// </remarks>
public sealed class TruePeakMeter
{
    private readonly TruePeakDetector[] _detectors;

    /// <summary>Starts a measurement.</summary>
    /// <param name="sampleRateHz">Frames per second, 8 000 to 384 000.</param>
    /// <param name="channels">1 to 8.</param>
    /// <param name="hopFrames">Length of a step of <see cref="OverTime"/>, in frames, from 1 024; 0, the default: none is kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them lies outside its range.</exception>
    public TruePeakMeter(int sampleRateHz, int channels, int hopFrames = 0)
    {
        Require.InRange(sampleRateHz, 8_000, 384_000, nameof(sampleRateHz));
        if (hopFrames != 0)
        {
            Require.InRange(hopFrames, TruePeakDetector.ShortestHopFrames, int.MaxValue, nameof(hopFrames));
        }

        _detectors = new TruePeakDetector[Require.InRange(channels, 1, 8, nameof(channels))];
        for (int c = 0; c < channels; c++)
        {
            _detectors[c] = new TruePeakDetector(hopFrames);
        }
    }

    /// <summary>Highest true peak of all channels; −∞ for silence.</summary>
    public DbTp TruePeak
    {
        get
        {
            DbTp highest = new(double.NegativeInfinity);
            for (int c = 0; c < _detectors.Length; c++)
            {
                DbTp peak = ChannelTruePeak(c);
                highest = peak > highest ? peak : highest;
            }

            return highest;
        }
    }

    /// <summary>Highest sample of all channels; −∞ for silence.</summary>
    public Dbfs SamplePeak
    {
        get
        {
            Dbfs highest = new(double.NegativeInfinity);
            for (int c = 0; c < _detectors.Length; c++)
            {
                Dbfs peak = ChannelSamplePeak(c);
                highest = peak > highest ? peak : highest;
            }

            return highest;
        }
    }

    /// <summary>True peak of one channel; −∞ for silence.</summary>
    public DbTp ChannelTruePeak(int channel) => new(20 * Math.Log10(_detectors[channel].TruePeakLinear()));

    /// <summary>Highest sample of one channel; −∞ for silence.</summary>
    public Dbfs ChannelSamplePeak(int channel) => new(20 * Math.Log10(_detectors[channel].SamplePeakLinear()));

    /// <summary>
    /// Highest true peak of all channels within each step, in dBTP; −∞ for silence. The highest of all steps is <see cref="TruePeak"/>; one
    /// that is lower reads at least what 4× oversampling would. Steps meet to within 1 024 frames. Empty when none was asked for.
    /// </summary>
    public double[] OverTime()
    {
        float[] highest = _detectors[0].PeaksOverTime();
        foreach (TruePeakDetector detector in _detectors.AsSpan(1))
        {
            float[] peaks = detector.PeaksOverTime();
            for (int step = 0; step < highest.Length; step++)
            {
                highest[step] = MathF.Max(highest[step], peaks[step]);
            }
        }

        return Array.ConvertAll(highest, peak => 20 * Math.Log10(peak));
    }

    /// <summary>Listens to a block; the audio stays as it is.</summary>
    /// <param name="block">Shape [channels, frames], any number of frames.</param>
    public void Process(AudioBlock block)
    {
        for (int c = 0; c < _detectors.Length; c++)
        {
            _detectors[c].Process(block.Channel(c));
        }
    }
}
