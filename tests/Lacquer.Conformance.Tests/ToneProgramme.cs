using Lacquer.Dsp;
using Lacquer.Dsp.Metering;

namespace Lacquer.Conformance.Tests;

/// <summary>Plays tones of 1 kHz, in phase in all channels and without a break, to a loudness meter.</summary>
internal sealed class ToneProgramme
{
    private const int BlockFrames = 16_384;

    private readonly float[] _period;
    private readonly double[] _channelLevelsDb;
    private readonly int _sampleRateHz;
    private readonly AudioBuffer _block;
    private double _seconds;
    private long _frames;

    /// <param name="sampleRateHz">Frames per second.</param>
    /// <param name="channelLevelsDb">Level of each channel relative to the parts' level.</param>
    public ToneProgramme(int sampleRateHz, params double[] channelLevelsDb)
    {
        _sampleRateHz = sampleRateHz;
        _channelLevelsDb = channelLevelsDb;
        _block = new AudioBuffer(channelLevelsDb.Length, BlockFrames);
        Meter = new LoudnessMeter(sampleRateHz, channelLevelsDb.Length);

        // 1 kHz repeats after a whole number of frames: 48 at 48 kHz, 441 at 44.1 kHz.
        int frames = sampleRateHz / (int)System.Numerics.BigInteger.GreatestCommonDivisor(sampleRateHz, 1_000);
        _period = new float[frames];
        for (int n = 0; n < frames; n++)
        {
            _period[n] = (float)Math.Sin(2 * Math.PI * 1_000 * n / sampleRateHz);
        }
    }

    public LoudnessMeter Meter { get; }

    /// <summary>Plays parts one after another.</summary>
    public ToneProgramme Play(params ReadOnlySpan<TonePart> parts)
    {
        foreach (TonePart part in parts)
        {
            _seconds += part.Seconds;
            long end = (long)Math.Round(_seconds * _sampleRateHz);
            while (_frames < end)
            {
                AudioBlock block = _block.AsBlock(0, (int)Math.Min(BlockFrames, end - _frames));
                for (int c = 0; c < block.Channels; c++)
                {
                    float peak = (float)Math.Pow(10, (part.LevelDbfs + _channelLevelsDb[c]) / 20);
                    Span<float> x = block.Channel(c);
                    int phase = (int)(_frames % _period.Length);
                    for (int n = 0; n < x.Length; n++)
                    {
                        x[n] = peak * _period[phase];
                        phase = phase + 1 == _period.Length ? 0 : phase + 1;
                    }
                }

                Meter.Process(block);
                _frames += block.Frames;
            }
        }

        return this;
    }
}
