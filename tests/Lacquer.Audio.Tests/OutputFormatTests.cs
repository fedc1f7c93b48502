using Lacquer.Audio.Encoding;
using Lacquer.Audio.Programs;

namespace Lacquer.Audio.Tests;

public sealed class OutputFormatTests
{
    [Theory]
    [InlineData("wav", 44_100, 44_100)]
    [InlineData("flac", 384_000, 384_000)]
    [InlineData("opus", 44_100, 48_000)]
    [InlineData("mp3", 44_100, 44_100)]
    [InlineData("mp3", 96_000, 48_000)]
    [InlineData("mp3", 176_400, 44_100)]
    [InlineData("mp3", 37_800, 44_100)]
    [InlineData("mp3", 50_000, 48_000)]
    [InlineData("m4a", 192_000, 96_000)]
    [InlineData("m4a", 176_400, 88_200)]
    [InlineData("ogg", 96_000, 96_000)]
    [InlineData("ogg", 384_000, 192_000)]
    public void The_nearest_rate_keeps_the_family_and_the_bandwidth(string container, int input, int expected) =>
        Assert.Equal(expected, OutputFormat.Parse(container).NearestRate(input));

    [Theory]
    [InlineData("flac", "32f")]
    [InlineData("mp3", "24")]
    [InlineData("wma", null)]
    [InlineData("wav", "20")]
    public void What_does_not_exist_is_refused(string container, string? bits) =>
        Assert.Throws<ArgumentException>(() => OutputFormat.Parse(container, bits));

    [Fact]
    public void A_rate_that_the_container_cannot_carry_is_the_callers_mistake()
    {
        using var folder = new TempFolder();
        Assert.Throws<ArgumentException>(
            () => AudioFileWriter.Create(folder.File("a.opus"), OutputFormat.Parse("opus"), 44_100, 2, Tags.AudioTags.None, false));
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void A_missing_program_is_named_with_the_way_to_get_it()
    {
        AudioFileException absent = Assert.Throws<AudioFileException>(() => ExternalProgram.Find("ffmpeg", "LACQUER_FFMPEG", _ => null));
        Assert.Equal(AudioFault.ProgramMissing, absent.Fault);
        Assert.Contains("install ffmpeg", absent.Message, StringComparison.Ordinal);
        AudioFileException wrong = Assert.Throws<AudioFileException>(
            () => ExternalProgram.Find("ffmpeg", "LACQUER_FFMPEG", name => name == "LACQUER_FFMPEG" ? "/nowhere/ffmpeg" : null));
        Assert.Contains("LACQUER_FFMPEG names /nowhere/ffmpeg", wrong.Message, StringComparison.Ordinal);
    }
}
