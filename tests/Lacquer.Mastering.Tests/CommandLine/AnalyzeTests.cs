using System.Text.Json.Nodes;
using Lacquer.Dsp;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary>The words and numbers of <c>lacquer analyze</c>.</summary>
public sealed class AnalyzeTests(Excerpts excerpts) : IDisposable
{
    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void Json_holds_every_name_and_nothing_else_is_printed()
    {
        JsonObject analysis = Terminal.Run("analyze", excerpts.First, "--json").Done().Only;
        Contract.IsAnalysis(analysis);
        Assert.Equal(excerpts.First, (string)analysis["file"]!);
        Assert.Equal("pcm_s16le", (string)analysis["codec"]!);
        Assert.NotEmpty(analysis["sections"]!.AsArray());
    }

    [Fact]
    public void Silence_has_no_loudness_no_peak_and_no_tone()
    {
        string silence = _workshop.File("silence.wav");
        SoundFile.Write(silence, new AudioBuffer(2, 88_200), 44_100);
        JsonObject analysis = Terminal.Run("analyze", silence, "--json").Done().Only;
        Contract.IsAnalysis(analysis);
        Assert.All(analysis["loudness"]!.AsObject(), entry => Assert.Null(entry.Value));
        Assert.All(analysis["tonalBalance"]!["levelsDb"]!.AsArray(), Assert.Null);
        Assert.Null(analysis["stereo"]!["sideToMidDb"]);
        Terminal.Run("analyze", silence).Done();
    }

    [Theory]
    [InlineData(1, 8_000)]
    [InlineData(1, 44_100)]
    [InlineData(2, 384_000)]
    public void A_tone_measures_what_theory_says(int channels, int rateHz)
    {
        // BS.1770-5: a 997 Hz sine at −20 dBFS in one channel reads −23.01 LUFS; the second channel adds 3.01 dB.
        string tone = _workshop.File("tone.wav");
        SoundFile.Write(tone, Signals.Sine(997, 0.1, rateHz, seconds: 2, channels), rateHz);
        JsonNode loudness = Terminal.Run("analyze", tone, "--json").Done().Only["loudness"]!;
        Assert.Equal(-23.01 + (3.01 * (channels - 1)), (double)loudness["integratedLufs"]!, 0.1);
        Assert.Equal(-20, (double)loudness["truePeakDbtp"]!, 0.1);
        Assert.Equal(0, (double)loudness["loudnessRangeLu"]!, 0.1);
    }

    [Fact]
    public void The_text_names_loudness_peaks_sections_and_findings()
    {
        string text = Terminal.Run("analyze", excerpts.First).Done().Out;
        Assert.All((string[])["LUFS", "dBTP", "correlation", "Sections"], word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }
}
