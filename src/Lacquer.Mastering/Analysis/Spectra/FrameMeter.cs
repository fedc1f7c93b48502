namespace Lacquer.Mastering.Analysis.Spectra;

/// <summary>Takes a stream as it comes and reads the power spectra of frames that overlap by half.</summary>
/// <param name="size">Frame length in frames of audio; a power of two.</param>
/// <param name="stereo">Whether there is a side signal.</param>
internal abstract class FrameMeter(int size, bool stereo)
{
    /// <summary>Distance of two frames, in frames of audio.</summary>
    protected int Hop => Slicer.Hop;

    /// <summary>Samples in the frame at hand; less than its length only in a stream that is shorter.</summary>
    protected int Held => Slicer.Held;

    /// <summary>Mid samples of the frame at hand.</summary>
    protected ReadOnlySpan<float> Mid => Slicer.Mid;

    /// <summary>The spectra of the frame at hand.</summary>
    protected FramePowers Powers { get; } = new(size, stereo);

    private FrameSlicer Slicer { get; } = new(size);

    /// <summary>Takes the next stretch of mid and, for stereo, side.</summary>
    public void Process(ReadOnlySpan<float> mid, ReadOnlySpan<float> side)
    {
        while (Slicer.Advance(ref mid, ref side))
        {
            Read();
        }
    }

    /// <summary>Takes what is left at the end of the stream.</summary>
    public virtual void Finish()
    {
        if (Slicer.HasRest)
        {
            Read();
        }
    }

    /// <summary>Takes the frame whose spectra are in <see cref="Powers"/>.</summary>
    protected abstract void AddFrame();

    private void Read()
    {
        Powers.Compute(Slicer.Mid, Slicer.Side);
        AddFrame();
    }
}
