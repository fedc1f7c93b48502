using Lacquer.Mastering.Evaluation;
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
        var baselines = new BaselineModel(Safetensors.Parse(Safetensors.Bytes(BaselineModel.FileName)), "the test's");
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

    [Fact]
    public void Covariances_are_there_or_not()
    {
        var baselines = new BaselineModel(Safetensors.Parse(Safetensors.Bytes(BaselineModel.FileName)), "the test's");
        Assert.NotNull(baselines.Covariance("album"));
        Assert.Null(baselines.Covariance("label"));
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
}
