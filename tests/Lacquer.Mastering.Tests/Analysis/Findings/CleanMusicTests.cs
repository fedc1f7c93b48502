using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.Findings;

public sealed class CleanMusicTests
{
    [Fact]
    public void Nothing_is_found_in_good_mixes_but_true_silence_at_their_ends()
    {
        foreach (RealMix mix in RealMix.All)
        {
            Assert.Empty(mix.Analysis.Resonances);
            foreach (Finding finding in mix.Analysis.Findings)
            {
                Assert.True(finding.Code is "silenceAtStart" or "silenceAtEnd", $"{mix.Name}: {finding.Code}, {finding.Message}");
                float peak = mix.PeakPerTenth[(int)Math.Round(finding.StartSeconds * 10)..(int)(finding.EndSeconds * 10)].Max();
                Assert.True(peak < 1e-4, $"{mix.Name}: {finding.Code} where the peak is {peak}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Music.Kinds), MemberType = typeof(Music))]
    public void Nothing_is_found_on_the_music_that_faults_are_planted_into(string kind) =>
        Assert.DoesNotContain(
            Listen.To(Music.Of(kind), Music.RateHz).Findings,
            finding => kind == "real" || finding.Code is not "mud"); // six sine waves have no tone of music

    [Theory]
    [InlineData(20)]
    [InlineData(41)]
    [InlineData(1_000)]
    [InlineData(9_000)]
    public void A_low_note_at_16_bits_is_not_taken_for_clipping(double frequencyHz)
    {
        // Near its peak a slow sine rests on one 16-bit step for many samples.
        AudioBuffer tone = Signals.Sine(frequencyHz, 0.5, Music.RateHz, 5);
        for (int c = 0; c < 2; c++)
        {
            foreach (ref float x in tone.Channel(c))
            {
                x = MathF.Round(x * 32_768) / 32_768;
            }
        }

        Assert.DoesNotContain(Listen.To(tone, Music.RateHz, bits: 16).Findings, finding => finding.Code == "clipping");
    }

    [Fact]
    public void Noise_and_bass_notes_do_not_hum()
    {
        Assert.DoesNotContain(Listen.To(ShapedNoise.Pink(0.1, Music.RateHz, 20), Music.RateHz).Findings, finding => finding.Code == "hum");
        AudioBuffer drone = Music.Of("synthetic").Change(0, Music.Seconds, (x, n) =>
        {
            // A held G1, 49.0 Hz, with its overtones.
            double phase = 2 * Math.PI * 48.999 * n / Music.RateHz;
            return x + (float)(0.05 * (Math.Sin(phase) + (0.5 * Math.Sin(2 * phase)) + (0.3 * Math.Sin(3 * phase)) + (0.2 * Math.Sin(4 * phase))));
        });
        Assert.DoesNotContain(Listen.To(drone, Music.RateHz).Findings, finding => finding.Code == "hum");
    }
}
