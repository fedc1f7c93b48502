using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Tests.Analysis;

/// <summary>Analyses audio in memory.</summary>
internal static class Listen
{
    public static TrackAnalysis To(AudioBuffer buffer, int sampleRateHz, int? bits = null)
    {
        using var source = new BufferSource(buffer, sampleRateHz, bits);
        return To(source);
    }

    public static TrackAnalysis To(IAudioSource source) =>
        new TrackAnalyser().Analyse(source, progress: null, TestContext.Current.CancellationToken);
}
