namespace Lacquer.Samples;

/// <summary>A stereo track of the mix.</summary>
internal sealed class Bus
{
    public Bus()
    {
        int frames = (int)(Score.Seconds * Score.RateHz);
        Left = new float[frames];
        Right = new float[frames];
    }

    public float[] Left { get; }

    public float[] Right { get; }

    /// <summary>Adds a voice from a frame on.</summary>
    /// <param name="start">First frame.</param>
    /// <param name="frames">Length; cut at the end of the track.</param>
    /// <param name="pan">−1 left to 1 right; constant power.</param>
    /// <param name="voice">Sample at a time in seconds since the start.</param>
    public void Add(int start, int frames, double pan, Func<double, double> voice)
    {
        (double sin, double cos) = Math.SinCos((pan + 1) * Math.PI / 4);
        for (int n = 0; n < frames && start + n < Left.Length; n++)
        {
            double x = voice((double)n / Score.RateHz);
            Left[start + n] += (float)(x * cos);
            Right[start + n] += (float)(x * sin);
        }
    }

    /// <summary>Adds another track.</summary>
    public void Add(Bus other, double gain)
    {
        for (int n = 0; n < Left.Length; n++)
        {
            Left[n] += (float)(gain * other.Left[n]);
            Right[n] += (float)(gain * other.Right[n]);
        }
    }

    /// <summary>Runs every channel through a filter of its own.</summary>
    public Bus Filter(Func<Biquad> create)
    {
        create().Process(Left);
        create().Process(Right);
        return this;
    }
}
