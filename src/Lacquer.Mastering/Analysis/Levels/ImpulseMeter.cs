using Lacquer.Dsp;

namespace Lacquer.Mastering.Analysis.Levels;

/// <summary>Finds clicks and dropouts in every channel while the sound streams by.</summary>
/// <remarks>Keeps what it found and a tenth of a second of sound.</remarks>
internal sealed class ImpulseMeter
{
    private readonly ImpulseScanner[] _channels;

    public ImpulseMeter(int sampleRateHz, int channels)
    {
        _channels = new ImpulseScanner[channels];
        for (int c = 0; c < channels; c++)
        {
            _channels[c] = new ImpulseScanner(sampleRateHz, c);
        }
    }

    /// <summary>All clicks of all channels, by time.</summary>
    public IReadOnlyList<Click> Clicks => [.. _channels.SelectMany(channel => channel.Clicks).OrderBy(click => click.Frame)];

    /// <summary>All dropouts of all channels, by time.</summary>
    public IReadOnlyList<Dropout> Dropouts => [.. _channels.SelectMany(channel => channel.Dropouts).OrderBy(dropout => dropout.Frame)];

    /// <summary>Listens to a block; the audio stays as it is.</summary>
    public void Process(AudioBlock block)
    {
        for (int c = 0; c < _channels.Length; c++)
        {
            _channels[c].Process(block.Channel(c));
        }
    }
}
