namespace Lacquer.Dsp.Spectral;

/// <summary>Lengths of the spectral stage, about the same time at every sample rate.</summary>
internal static class SpectralSizes
{
    /// <summary>Frames that the time-varying part sees at once at 44.1 and 48 kHz: 93 ms, fine enough for bass, short against music.</summary>
    private const int FrameAt44100 = 4_096;

    /// <summary>
    /// Length of the static filters in those frames. Measured: half-octave steps of ±6 dB down to 22 Hz ring so long that
    /// 2 048 taps are off by 2 dB, 4 096 by 0.5 dB, 8 192 by 0.1 dB above 30 Hz, and 16 384, which cost the same, by 0.01 dB.
    /// </summary>
    private const int FilterFrames = 4;

    /// <summary>Frames of the time-varying part; a power of two, even.</summary>
    public static int Frame(int sampleRateHz) =>
        (int)(FrameAt44100 * Math.Pow(2, Math.Round(Math.Log2(sampleRateHz / 44_100.0))));

    /// <summary>Taps of the static filters and frames of their blocks.</summary>
    public static int Filter(int sampleRateHz) => FilterFrames * Frame(sampleRateHz);
}
