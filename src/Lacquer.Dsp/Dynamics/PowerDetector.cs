using Lacquer.Dsp.Filters;

namespace Lacquer.Dsp.Dynamics;

/// <summary>Mean square of all channels together over the last few milliseconds, with a high-pass filter in front if asked.</summary>
internal sealed class PowerDetector
{
    private const double SettledPower = 1e-30; // −300 dB: below it silence, and no subnormal numbers

    private readonly Biquad[] _filters;
    private readonly float[] _scratch;
    private readonly double _coefficient;
    private readonly double _perChannel;
    private double _power;

    /// <summary>Allocates.</summary>
    /// <param name="channels">Number of channels.</param>
    /// <param name="averageMs">Time constant of the mean square.</param>
    /// <param name="filter">High-pass or band filter in front; null for none.</param>
    /// <param name="sampleRateHz">Frames per second.</param>
    /// <param name="maxFrames">Most frames at once.</param>
    public PowerDetector(int channels, double averageMs, BiquadCoefficients? filter, int sampleRateHz, int maxFrames)
    {
        _filters = new Biquad[filter is null ? 0 : channels];
        for (int c = 0; c < _filters.Length; c++)
        {
            _filters[c] = new Biquad(filter!.Value);
        }

        _scratch = new float[maxFrames];
        _coefficient = 1 - Math.Exp(-1000 / (averageMs * sampleRateHz));
        _perChannel = 1.0 / channels;
    }

    /// <summary>Writes the mean square behind every frame.</summary>
    public void Process(AudioBlock block, Span<float> power)
    {
        power.Clear();
        Span<float> scratch = _scratch.AsSpan(0, block.Frames);
        for (int c = 0; c < block.Channels; c++)
        {
            block.Channel(c).CopyTo(scratch);
            if (_filters.Length > 0)
            {
                _filters[c].Process(scratch);
            }

            for (int n = 0; n < scratch.Length; n++)
            {
                power[n] += scratch[n] * scratch[n];
            }
        }

        double state = _power;
        double coefficient = _coefficient;
        double perChannel = _perChannel;
        for (int n = 0; n < scratch.Length; n++)
        {
            state += coefficient * ((power[n] * perChannel) - state);
            state = state < SettledPower ? 0 : state;
            power[n] = (float)state;
        }

        _power = state;
    }

    /// <summary>Forgets the past.</summary>
    public void Reset()
    {
        _power = 0;
        foreach (Biquad filter in _filters)
        {
            filter.Reset();
        }
    }
}
