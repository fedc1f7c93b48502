using Lacquer.Dsp;
using Lacquer.TestKit;

namespace Lacquer.Audio.Tests;

public sealed class ScratchAudioTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Gives_back_what_was_appended_in_any_cut(int channels)
    {
        AudioBuffer noise = Signals.WhiteNoise(1, 44_100, 2.0001, channels);
        using var scratch = new ScratchAudio(44_100, channels);
        int[] cuts = [1, 64, 65, 8_193, 40_000];
        for (int done = 0, k = 0; done < noise.Frames; k++)
        {
            int frames = Math.Min(cuts[k % cuts.Length], noise.Frames - done);
            scratch.Append(noise.AsBlock(done, frames));
            done += frames;
        }

        Assert.Equal(noise.Frames, scratch.Frames);
        foreach (int frames in cuts)
        {
            using IAudioReader reader = scratch.OpenReader();
            Sound.Equal(noise, Sound.Read(reader, channels, noise.Frames, frames));
        }
    }

    [Fact]
    public void Leaves_no_file_behind_even_while_open()
    {
        string[] before = Directory.GetFiles(Path.GetTempPath(), ".lacquer-*.scratch");
        using var scratch = new ScratchAudio(44_100, 2);
        scratch.Append(Signals.WhiteNoise(1, 44_100, 1).AsBlock());
        Assert.Equal(before.Length, Directory.GetFiles(Path.GetTempPath(), ".lacquer-*.scratch").Length);
    }
}
