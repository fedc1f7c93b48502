using Lacquer.Dsp.Dynamics;

namespace Lacquer.Dsp.Spectral;

/// <summary>The spectral stage: equaliser, stereo image, resonance control and slow band dynamics by multiplication in the frequency domain.</summary>
/// <remarks>
/// Two short-time transforms in a row. Equaliser and image do not change over time: they take long blocks and filters on
/// mid and side that are exact down to the lowest octave. Dynamics and resonance control hear the result in
/// half-overlapping frames. Either is left out when it has nothing to do. All filters are causal and minimum phase.
/// </remarks>
/// <param name="settings">What to do; by default nothing.</param>
public sealed class SpectralProcessor(SpectralSettings settings) : IAudioProcessor, IReportsGainReduction
{
    private readonly GainReductionTrack _nothing = new(8_000);
    private readonly SpectralSettings _settings = settings ?? throw new ArgumentNullException(nameof(settings));
    private StaticFilter? _static;
    private DynamicFilter? _dynamic;

    /// <inheritdoc/>
    public int LatencyFrames => (_static?.LatencyFrames ?? 0) + (_dynamic?.LatencyFrames ?? 0);

    /// <summary>Band dynamics and resonance control together: power of each frame before against after, in dB. Valid after Prepare.</summary>
    public GainReductionTrack GainReduction => _dynamic?.TotalReduction ?? _nothing;

    /// <summary>The share of the band dynamics. Valid after Prepare.</summary>
    public GainReductionTrack DynamicsReduction => _dynamic?.DynamicsReduction ?? _nothing;

    /// <summary>The share of resonance and harshness control. Valid after Prepare.</summary>
    public GainReductionTrack ResonanceReduction => _dynamic?.ResonanceReduction ?? _nothing;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">More than two channels.</exception>
    public void Prepare(StreamFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(format.Channels, 2, nameof(format));
        _static = StaticFilter.IsNeeded(_settings.Equalizer, _settings.Image, format.Channels)
            ? new StaticFilter(_settings.Equalizer, _settings.Image, format)
            : null;
        _dynamic = _settings.Dynamics.IsNeutral && _settings.Resonance.IsNeutral
            ? null
            : new DynamicFilter(_settings.Dynamics, _settings.Resonance, format);
    }

    /// <inheritdoc/>
    public void Process(AudioBlock block)
    {
        _static?.Process(block);
        _dynamic?.Process(block);
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _static?.Reset();
        _dynamic?.Reset();
    }
}
