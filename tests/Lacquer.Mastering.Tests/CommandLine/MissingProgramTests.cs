using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>Without ffmpeg WAV and AIFF still work; the rest ends with exit code 5.</summary>
public sealed class MissingProgramTests
{
    [Fact]
    public void A_missing_ffmpeg_is_named_and_leaves_no_file()
    {
        using var workshop = new Workshop();
        string mix = workshop.File("mix.wav");
        SoundFile.Write(mix, ShapedNoise.Pink(0.05, 44_100, seconds: 1), 44_100);
        string flac = workshop.File("mix.flac");
        SoundFile.Write(flac, ShapedNoise.Pink(0.05, 44_100, seconds: 1), 44_100, "flac", "16");

        Terminal.RunApart("LACQUER_FFMPEG", "/nonexistent/ffmpeg", "master", mix, "--format", "mp3").Fails(5, "ffmpeg");
        Terminal.RunApart("LACQUER_FFMPEG", "/nonexistent/ffmpeg", "master", flac).Fails(5, "ffmpeg");
        Assert.Equal(["mix.flac", "mix.wav"], workshop.Names());

        Terminal.RunApart("LACQUER_FFMPEG", "/nonexistent/ffmpeg", "master", mix).Done();
        Assert.Equal(["mix.flac", "mix.master.wav", "mix.wav"], workshop.Names());
    }
}
