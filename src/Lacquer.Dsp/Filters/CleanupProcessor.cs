namespace Lacquer.Dsp.Filters;

/// <summary>Takes away a known constant offset (exactly, without touching phase) and what lies below hearing.</summary>
public sealed class CleanupProcessor : IAudioProcessor
{
    private readonly CleanupSettings _settings;
    private Biquad[][] _sections = [];

    /// <summary>Makes the stage; call <see cref="Prepare"/> before use.</summary>
    public CleanupProcessor(CleanupSettings settings) => _settings = settings;

    /// <inheritdoc/>
    public int LatencyFrames => 0;

    /// <inheritdoc/>
    public void Prepare(StreamFormat format)
    {
        double[] qs = _settings switch
        {
            { HighPassHz: 0 } => [],
            { HighPassOrder: 2 } => [BiquadCoefficients.ButterworthQ],
            _ => [1 / (2 * Math.Cos(Math.PI / 8)), 1 / (2 * Math.Cos(3 * Math.PI / 8))], // poles of the 4th-order Butterworth
        };
        _sections = new Biquad[format.Channels][];
        for (int c = 0; c < format.Channels; c++)
        {
            _sections[c] = Array.ConvertAll(qs, q => new Biquad(BiquadCoefficients.HighPass(_settings.HighPassHz, q, format.SampleRateHz)));
        }
    }

    /// <inheritdoc/>
    public void Process(AudioBlock block)
    {
        for (int c = 0; c < block.Channels; c++)
        {
            Span<float> samples = block.Channel(c);
            double offset = c == 0 ? _settings.DcLeft : c == 1 ? _settings.DcRight : 0;
            if (offset != 0)
            {
                foreach (ref float sample in samples)
                {
                    sample = (float)(sample - offset);
                }
            }

            foreach (Biquad section in _sections[c])
            {
                section.Process(samples);
            }
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        foreach (Biquad[] channel in _sections)
        {
            foreach (Biquad section in channel)
            {
                section.Reset();
            }
        }
    }
}
