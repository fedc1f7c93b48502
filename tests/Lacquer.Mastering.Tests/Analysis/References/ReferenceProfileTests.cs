using Lacquer.Audio;
using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.References;
using Lacquer.Mastering.Evaluation;
using Lacquer.Mastering.Tests.CommandLine;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.References;

/// <summary>What a reference is remembered by.</summary>
public sealed class ReferenceProfileTests(Excerpts excerpts)
{
    private const int RateHz = 44_100;
    private const int First = 4;             // 50 Hz
    private const int Bands = 25;            // to 12.5 kHz
    private const double SameToneDb = 0.2;   // RMS; within a third octave a bell changes where its power lies
    private const double LevelToleranceDb = 0.5; // third octaves of some seconds of noise

    [Fact]
    public void Another_tone_changes_the_parts_by_its_own_response_and_nothing_else()
    {
        AudioBuffer clean = SoundFile.Read(excerpts.First, out int rateHz);
        double[] fault = new EqualizerFault(EqualizerFault.DrawFilters(new Random(1))).ThirdsDb;
        TrackAnalysis before = Listen.To(clean, rateHz);
        TrackAnalysis after = Listen.To(Equalized.ByFault(clean, rateHz, seed: 1), rateHz);
        foreach ((PartTone a, PartTone b) in ((PartTone, PartTone)[])[(before.LoudPart, after.LoudPart), (before.QuietPart, after.QuietPart)])
        {
            double[] change = ThirdOctaves.Centred([.. Enumerable.Range(First, Bands).Select(i => b.MidDb[i] - a.MidDb[i])]);
            double rms = ThirdOctaves.Rms([.. change.Zip(fault, (x, y) => x - y)]);
            Assert.True(rms < SameToneDb, $"{rms:0.00} dB off");
        }

        Assert.True(ThirdOctaves.Rms(fault) > 5 * SameToneDb);
    }

    [Fact]
    public void Loud_and_quiet_parts_are_told_apart_with_their_own_spectra()
    {
        AudioBuffer loud = ShapedNoise.Pink(0.1, RateHz, 20);
        AudioBuffer quiet = ShapedNoise.White(0.02, RateHz, 20, seed: 2);
        TrackAnalysis analysis = Listen.To(Joined(loud, quiet, new AudioBuffer(2, 5 * RateHz)), RateHz);
        AssertShape(Listen.To(loud, RateHz).LoudPart, analysis.LoudPart);
        AssertShape(Listen.To(quiet, RateHz).LoudPart, analysis.QuietPart);
        Assert.Equal(Listen.To(loud, RateHz).Loudness.Integrated.Value, analysis.LoudPart.LoudnessLufs, LevelToleranceDb);
        Assert.Equal(Listen.To(quiet, RateHz).Loudness.Integrated.Value, analysis.QuietPart.LoudnessLufs, LevelToleranceDb);
    }

    [Fact]
    public void Noise_under_pauses_is_found_at_its_level_and_music_without_pauses_has_none()
    {
        AudioBuffer music = SoundFile.Read(excerpts.First, out int rateHz);
        AudioBuffer paused = Joined(music, new AudioBuffer(2, 3 * rateHz), music);
        AudioBuffer noise = ShapedNoise.White(0.0005, rateHz, (double)paused.Frames / rateHz, seed: 5);
        TrackAnalysis silent = Listen.To(paused, rateHz);
        TrackAnalysis noisy = Listen.To(Sum(paused, noise), rateHz);
        PartTone alone = Listen.To(noise, rateHz).LoudPart;
        for (int b = 10; b < 28; b++)
        {
            double expected = alone.WholeDbfs + (10 * Math.Log10(Math.Pow(10, alone.MidDb[b] / 10) + Math.Pow(10, alone.SideDb[b] / 10)));
            Assert.Equal(expected, noisy.NoiseFloorDbfs[b], 2 * LevelToleranceDb); // over a second and a half
        }

        Assert.True(silent.NoiseFloorDbfs.Count(double.IsNaN) > 25, "music was taken for noise");
    }

    [Fact]
    public void Mono_tells_nothing_of_width_and_a_moment_nothing_of_dynamics()
    {
        ReferenceProfile mono = Profile(ShapedNoise.Pink(0.1, RateHz, 10, channels: 1));
        Assert.All(mono.LoudSideDb, level => Assert.True(double.IsNaN(level)));
        Assert.False(double.IsNaN(mono.LoudnessRangeLu));

        AudioBuffer stereo = ShapedNoise.Pink(0.1, RateHz, 0.6);
        ReferenceProfile moment = Profile(stereo);
        Assert.True(double.IsNaN(moment.LoudnessRangeLu));
        Assert.All(moment.BandSwingDb, swing => Assert.True(double.IsNaN(swing)));
        Assert.False(double.IsNaN(moment.LoudSideDb[15]));

        stereo.Channel(0).CopyTo(stereo.Channel(1));
        Assert.True(double.IsNaN(Profile(stereo).LoudSideDb[15]));
    }

    [Fact]
    public void A_profile_survives_being_written_and_read()
    {
        ReferenceProfile profile = Profile(ShapedNoise.Pink(0.1, 8_000, 3, channels: 1));
        string json = ReferenceProfileJson.Write(profile);
        Assert.Equal(json, ReferenceProfileJson.Write(ReferenceProfileJson.Read(json)));
        Assert.DoesNotContain("NaN", json, StringComparison.Ordinal);
        Assert.Equal(profile.LoudMidDb, ReferenceProfileJson.Read(json).LoudMidDb);
    }

    [Theory]
    [InlineData("{}", "names")]
    [InlineData("{\"version\":1,\"stages\":[]}", "names")]
    [InlineData("{\"version\":7}", "version 7")]
    [InlineData("{ \"version\"", "saved reference")]
    [InlineData("{\"version\":\"one\"}", "saved reference")]
    public void What_is_no_profile_is_refused_with_the_way_out(string json, string word)
    {
        AudioFileException fault = Assert.Throws<AudioFileException>(() => ReferenceProfileJson.Read(json));
        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
        Assert.Contains("--save-reference", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"channels\": 2", "\"channels\": 9")]
    [InlineData("\"integratedLufs\": -", "\"integratedLufs\": 1e9, \"sibilanceDb\": -")]
    [InlineData("\"loudMidDb\": [", "\"loudMidDb\": [0,")]
    [InlineData("\"durationSeconds\": ", "\"durationSeconds\": -")]
    [InlineData("\"channels\": 2", "\"channels\": 2, \"channels\": 2")]
    [InlineData("\"loudMidDb\": [", "\"loudMidDb\": null, \"quietMidDb\": [")]
    public void A_profile_with_an_impossible_value_is_refused(string good, string bad)
    {
        string json = ReferenceProfileJson.Write(Profile(ShapedNoise.Pink(0.1, RateHz, 1)));
        Assert.Contains(good, json, StringComparison.Ordinal);
        string message = Assert.Throws<AudioFileException>(() => ReferenceProfileJson.Read(json.Replace(good, bad, StringComparison.Ordinal))).Message;
        Assert.Contains("--save-reference", message, StringComparison.Ordinal);
        Assert.DoesNotMatch("JSON|LoudMidDb|LineNumber|\\.NET", message);
    }

    private static ReferenceProfile Profile(AudioBuffer sound, int rateHz = RateHz) => ReferenceProfiles.Of(Listen.To(sound, rateHz), "song.wav", "00");

    private static void AssertShape(PartTone expected, PartTone actual)
    {
        for (int b = First; b < First + Bands; b++)
        {
            Assert.Equal(expected.MidDb[b], actual.MidDb[b], b < 10 ? 4 * LevelToleranceDb : LevelToleranceDb); // few periods in the lows
        }
    }

    private static AudioBuffer Joined(params AudioBuffer[] parts)
    {
        var whole = new AudioBuffer(2, parts.Sum(part => part.Frames));
        int at = 0;
        foreach (AudioBuffer part in parts)
        {
            part.AsBlock().CopyTo(whole.AsBlock(at, part.Frames));
            at += part.Frames;
        }

        return whole;
    }

    private static AudioBuffer Sum(AudioBuffer a, AudioBuffer b)
    {
        var sum = new AudioBuffer(a.Channels, a.Frames);
        for (int c = 0; c < a.Channels; c++)
        {
            for (int n = 0; n < a.Frames; n++)
            {
                sum.Channel(c)[n] = a.Channel(c)[n] + b.Channel(c)[n];
            }
        }

        return sum;
    }
}
