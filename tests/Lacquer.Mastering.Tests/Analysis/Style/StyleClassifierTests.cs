using System.Text;
using Lacquer.Dsp;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.Mastering.Networks;
using Lacquer.Mastering.Tests.Networks;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.Analysis.Style;

public sealed class StyleClassifierTests
{
    private const double Parity = 1e-4; // of a probability; single precision on both sides
    private const int RateHz = 44_100;

    public static TheoryData<string, int> Sounds => new(
        from sound in (string[])["silence", "tone", "white", "click", "short", "quiet"]
        from rateHz in (int[])[8_000, 44_100, 192_000]
        select (sound, rateHz));

    [Fact]
    public void The_answers_are_those_of_the_training()
    {
        var vectors = ModelFile.Read(Path.Combine(AppContext.BaseDirectory, "model", "style.parity.safetensors"));
        int rows = vectors.Shape("inputs")[0];
        float[] inputs = vectors.Tensor("inputs", rows, StyleLayout.Values);
        float[] expected = vectors.Tensor("probabilities", rows, StyleLabels.All.Count);
        var classifier = StyleClassifier.Load();
        for (int row = 0; row < rows; row++)
        {
            float[] answer = classifier.Probabilities(inputs.AsSpan(row * StyleLayout.Values, StyleLayout.Values));
            for (int i = 0; i < answer.Length; i++)
            {
                Assert.Equal(expected[(row * answer.Length) + i], answer[i], Parity);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sounds))]
    public void What_is_no_music_is_unsure(string name, int rateHz)
    {
        StyleEstimate style = Classify(Sound(name, rateHz), rateHz);
        Assert.Equal(StyleLabels.Unsure, style.Label);
        Assert.Equal(StyleLabels.All, style.Probabilities.Keys);
        Assert.All(style.Probabilities.Values, value => Assert.InRange(value, 0, 1));
        Assert.Equal(1, style.Probabilities.Values.Sum(), 1e-5);
        Assert.Equal(style.Probabilities.Values.Max(), style.Confidence);
    }

    [Fact]
    public void Real_music_is_answered_within_what_was_learned()
    {
        // The mixes are music, so the guard against the unknown must not answer evenly.
        foreach (string file in TestMusic.Files().Take(3))
        {
            StyleEstimate style = Classify(TestMusic.Decode(file, out int rateHz), rateHz);
            Assert.True(style.Confidence > 0.15, $"{file}: {style.Confidence:0.00}");
        }
    }

    [Fact]
    public void Level_does_not_decide()
    {
        AudioBuffer mix = TestMusic.Decode(TestMusic.Files()[0], out int rateHz);
        StyleEstimate loud = Classify(mix, rateHz);
        for (int c = 0; c < mix.Channels; c++)
        {
            foreach (ref float sample in mix.Channel(c))
            {
                sample *= 0.1f;
            }
        }

        StyleEstimate soft = Classify(mix, rateHz);
        Assert.All(loud.Probabilities, entry => Assert.Equal(entry.Value, soft.Probabilities[entry.Key], 1e-3));
    }

    [Fact]
    public void Without_a_model_the_analysis_goes_on_unsure() => Assert.Same(StyleEstimate.Unsure, Listen.To(Sound("tone", RateHz), RateHz).Style);

    [Fact]
    public void A_model_that_cannot_be_used_is_refused_and_named()
    {
        string folder = Directory.CreateTempSubdirectory("lacquer-test-").FullName;
        byte[] good = File.ReadAllBytes(ModelFolder.File("style.safetensors"));
        try
        {
            Refuses(good[..(good.Length / 2)], "damaged");
            Refuses([], "damaged");
            Refuses(Encoding.ASCII.GetBytes("not a model at all, only text"), "damaged");
            Refuses(Replaced("\"featureVersion\":\"1\"", "\"featureVersion\":\"9\""), "version 9");
            Refuses(Replaced("blues classical", "blues baroquean"), "other styles");
            Refuses(Replaced("member0.output.bias", "member0.output.bian"), "member0.output.bias");
            Refuses(null, "cannot be read");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        byte[] Replaced(string from, string to) =>
            Safetensors.Resealed(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(good).Replace(from, to, StringComparison.Ordinal)));

        void Refuses(byte[]? content, string word)
        {
            string path = Path.Combine(folder, "style.safetensors");
            File.Delete(path);
            if (content is not null)
            {
                File.WriteAllBytes(path, content);
            }

            ModelException e = Assert.Throws<ModelException>(() => StyleClassifier.Load(path));
            Assert.Contains(word, e.Message, StringComparison.Ordinal);
        }
    }

    private static StyleEstimate Classify(AudioBuffer sound, int rateHz)
    {
        using var source = new BufferSource(sound, rateHz);
        return new TrackAnalyser(StyleClassifier.Load()).AnalyseWithStyle(source, progress: null, TestContext.Current.CancellationToken).Style;
    }

    private static AudioBuffer Sound(string name, int rateHz)
    {
        switch (name)
        {
            case "tone": return Signals.Sine(997, 0.5, rateHz, 5);
            case "white": return Signals.WhiteNoise(0.5, rateHz, 5);
            case "short": return Signals.Sine(300, 0.5, rateHz, 0.02);
            case "quiet": return Signals.WhiteNoise(1e-6, rateHz, 5);
            default:
                var sound = new AudioBuffer(2, 5 * rateHz);
                if (name == "click")
                {
                    sound.Channel(0)[rateHz] = 1;
                }

                return sound;
        }
    }
}
