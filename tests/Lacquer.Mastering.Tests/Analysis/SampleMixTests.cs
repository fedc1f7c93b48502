using Lacquer.Audio;
using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Tests.Analysis;

public sealed class SampleMixTests
{
    private const long TwoMebibytes = 2 * 1024 * 1024;

    [Fact]
    public void The_sample_mix_is_a_quiet_mix_with_big_peaks_and_the_faults_it_promises()
    {
        string file = Find();
        Assert.True(new FileInfo(file).Length <= TwoMebibytes);
        using IAudioSource source = AudioFile.Open(file, cancel: TestContext.Current.CancellationToken);
        TrackAnalysis analysis = Listen.To(source);
        Assert.Equal((44_100, 2, 16), (source.Format.SampleRateHz, source.Format.Channels, source.Format.BitsPerSample));
        Assert.InRange(analysis.Loudness.Integrated.Value, -24, -19);
        Assert.InRange(analysis.Loudness.PeakToLoudness.Value, 14, 20);
        Assert.Equal("dcOffset", Assert.Single(analysis.Findings).Code);
        double[] levels = analysis.Tone.LevelsDb;
        Assert.True(levels[12] > levels[15] + 4, "mud: 315 Hz stands over 630 Hz");
        Assert.True(analysis.Tone.SideLevelsDb[6] > analysis.Tone.MidLevelsDb[6] - 12, "wide bass: side at 80 Hz");
        Assert.True(analysis.SibilanceDb > 7, "sharp hi-hats: pink noise reads 1");
    }

    private static string Find()
    {
        for (DirectoryInfo? place = new(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            string file = Path.Combine(place.FullName, "samples", "first-light.wav");
            if (File.Exists(file))
            {
                return file;
            }
        }

        throw new FileNotFoundException("samples/first-light.wav is not in the checkout.");
    }
}
