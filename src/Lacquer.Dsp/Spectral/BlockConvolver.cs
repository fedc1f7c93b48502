namespace Lacquer.Dsp.Spectral;

/// <summary>Convolves one channel with a fixed impulse response, block by block: exact linear convolution by overlap-add.</summary>
internal sealed class BlockConvolver
{
    private readonly RealFft _fft;
    private readonly float[] _filterRe;
    private readonly float[] _filterIm;
    private readonly float[] _re;
    private readonly float[] _im;
    private readonly float[] _time;
    private readonly float[] _tail;

    /// <summary>Takes over an impulse response.</summary>
    /// <param name="fft">A transform of twice the block; may be shared with convolvers of the same thread.</param>
    /// <param name="impulse">At most as many taps as the block has frames.</param>
    public BlockConvolver(RealFft fft, ReadOnlySpan<float> impulse)
    {
        _fft = fft;
        int padded = SpectrumProduct.PaddedLength(fft.Bins);
        (_filterRe, _filterIm, _re, _im) = (new float[padded], new float[padded], new float[padded], new float[padded]);
        (_time, _tail) = (new float[fft.Size], new float[fft.Size / 2]);
        impulse.CopyTo(_time);
        _fft.Forward(_time, _filterRe, _filterIm);
    }

    /// <summary>Filters one block in place; its length is half the transform.</summary>
    public void Process(Span<float> block)
    {
        int frames = _tail.Length;
        block.CopyTo(_time);
        Array.Clear(_time, frames, frames);
        _fft.Forward(_time, _re, _im);
        SpectrumProduct.Multiply(_re, _im, _filterRe, _filterIm);
        _fft.Inverse(_re, _im, _time);
        for (int n = 0; n < block.Length; n++)
        {
            block[n] = _time[n] + _tail[n];
        }

        Array.Copy(_time, frames, _tail, 0, frames);
    }

    /// <summary>Forgets the sound of earlier blocks.</summary>
    public void Reset() => Array.Clear(_tail);
}
