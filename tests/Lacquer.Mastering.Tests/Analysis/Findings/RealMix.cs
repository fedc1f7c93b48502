using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.Findings;

/// <summary>A whole real mix and what the analyser says about it; analysed once for all tests.</summary>
internal sealed record RealMix(string Name, TrackAnalysis Analysis, float[] PeakPerTenth)
{
    private static readonly Lazy<RealMix[]> Loaded = new(Load);

    /// <summary>All mixes of the test music folder.</summary>
    public static IReadOnlyList<RealMix> All => Loaded.Value;

    private static RealMix[] Load() =>
    [
        .. TestMusic.Files().Select(file =>
        {
            AudioBuffer music = TestMusic.Decode(file, out int rateHz);
            return new RealMix(Path.GetFileName(file), Listen.To(music, rateHz, bits: 16), Peaks(music, rateHz / 10));
        }),
    ];

    private static float[] Peaks(AudioBuffer music, int step)
    {
        var peaks = new float[(music.Frames + step - 1) / step];
        for (int c = 0; c < music.Channels; c++)
        {
            ReadOnlySpan<float> samples = music.Channel(c);
            for (int n = 0; n < samples.Length; n++)
            {
                peaks[n / step] = Math.Max(peaks[n / step], Math.Abs(samples[n]));
            }
        }

        return peaks;
    }
}
