using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Spectra;

namespace Lacquer.Mastering.Verification;

/// <summary>Measures what would be lost in mono of what would be written, as the analysis of the file would, and keeps none of it.</summary>
internal sealed class MonoLossWriter(int sampleRateHz) : IAudioWriter
{
    private readonly ToneMeter _tone = new(sampleRateHz, stereo: true, []);
    private float[] _mid = [];
    private float[] _side = [];

    /// <inheritdoc/>
    public long Frames { get; private set; }

    /// <inheritdoc/>
    public long ClippedSamples => 0;

    /// <summary>What folding everything up to now to mono would lose, in dB.</summary>
    public double MonoLossDb => StereoSummaries.MonoLossDb(_tone, sampleRateHz);

    /// <inheritdoc/>
    public void Write(AudioBlock block)
    {
        if (_mid.Length < block.Frames)
        {
            (_mid, _side) = (new float[block.Frames], new float[block.Frames]);
        }

        ReadOnlySpan<float> left = block.Channel(0), right = block.Channel(1);
        for (int n = 0; n < block.Frames; n++)
        {
            (_mid[n], _side[n]) = ((left[n] + right[n]) * 0.5f, (left[n] - right[n]) * 0.5f);
        }

        _tone.Process(_mid.AsSpan(0, block.Frames), _side.AsSpan(0, block.Frames));
        Frames += block.Frames;
    }

    /// <inheritdoc/>
    public void Complete() => _tone.Finish();

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }
}
