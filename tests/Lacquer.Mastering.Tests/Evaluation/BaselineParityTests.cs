using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Evaluation;
using Lacquer.Mastering.Evaluation.Contestants;
using Lacquer.Mastering.Networks;
using Lacquer.Mastering.Tests.Networks;

namespace Lacquer.Mastering.Tests.Evaluation;

/// <summary>The baselines compute what training computed.</summary>
public sealed class BaselineParityTests
{
    private const double ToleranceDb = 1e-4; // as the model's own

    [Theory]
    [InlineData("mean curve")]
    [InlineData("damped mean curve")]
    [InlineData("LMMSE")]
    [InlineData("network without cues")]
    public void A_correction_is_what_training_makes_of_it(string name)
    {
        BaselineModel baselines = Baselines();
        ModelFile parity = Safetensors.Parse(Safetensors.Bytes("baselines.parity.safetensors"));
        float[] levels = parity.Values("level");
        float[] expected = parity.Values("moved." + name);
        int bands = levels.Length * ThirdOctaves.Count / expected.Length;
        for (int s = 0; s < levels.Length / bands; s++)
        {
            double[] level = [.. levels.AsSpan(s * bands, bands).ToArray().Select(db => (double)db)];
            double[] got = name switch
            {
                "mean curve" => baselines.MeanCurve.Correct(level),
                "damped mean curve" => baselines.DampedMean.Correct(level),
                "LMMSE" => baselines.Lmmse.Correct(level),
                _ => baselines.Plain.Correct(level),
            };
            Assert.All(got.Zip(expected.Skip(s * ThirdOctaves.Count)), pair => Assert.Equal(pair.Second, pair.First, ToleranceDb));
        }
    }

    [Theory]
    [InlineData("style")]
    [InlineData("album")]
    [InlineData("original")]
    public void A_reference_is_weighed_as_in_training(string name)
    {
        BaselineModel baselines = Baselines();
        InformedModel informed = baselines.Informed("", Model(), Reference(name)) ?? throw new InvalidOperationException("The fixture has no such reference.");
        ModelFile parity = Safetensors.Parse(Safetensors.Bytes("baselines.parity.safetensors"));
        double[][] fault = Curves(parity.Values("fault"));
        double[][] differs = Curves(parity.Values("differs"));
        double[][] expected = Curves(parity.Values("informed." + name));
        for (int s = 0; s < expected.Length; s++)
        {
            Assert.All(informed.Correct(fault[s], differs[s]).Zip(expected[s]), pair => Assert.Equal(pair.Second, pair.First, ToleranceDb));
        }
    }

    [Fact]
    public void Baselines_need_not_know_references()
    {
        byte[] file = Safetensors.Renamed(Safetensors.Bytes(BaselineModel.FileName), "informed.album.matrix", "other");
        Assert.Null(new BaselineModel(Safetensors.Parse(file), "the test's").Informed("", Model(), Reference("album")));
    }

    [Theory]
    [InlineData("kind", "tone")]
    [InlineData("featureVersion", "1")]
    [InlineData("members", "-2")]
    [InlineData("lmmse.calibration", "-1")]
    public void What_is_no_baseline_is_refused(string name, string value)
    {
        byte[] file = Safetensors.Changed(Safetensors.Bytes(BaselineModel.FileName), name, value);
        Assert.Throws<ModelException>(() => new BaselineModel(Safetensors.Parse(file), "the test's"));
    }

    private static BaselineModel Baselines() => new(Safetensors.Parse(Safetensors.Bytes(BaselineModel.FileName)), "the test's");

    private static ToneModel Model() => ToneModel.From(Safetensors.Parse(Safetensors.Bytes(LearnedJudge.FileName)), "the test's");

    private static IReference Reference(string name) => name switch
    {
        "style" => new StyleReference([]),
        "album" => new AlbumReference([]),
        _ => new OriginalReference(),
    };

    private static double[][] Curves(float[] values) =>
        [.. values.Chunk(ThirdOctaves.Count).Select(curve => Array.ConvertAll(curve, db => (double)db))];
}
