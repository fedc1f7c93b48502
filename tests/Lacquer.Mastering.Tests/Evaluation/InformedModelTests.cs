using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Evaluation;
using Lacquer.Mastering.Evaluation.Contestants;
using Lacquer.Mastering.Tests.Networks;

namespace Lacquer.Mastering.Tests.Evaluation;

/// <summary>The more certain of two witnesses is believed.</summary>
public sealed class InformedModelTests
{
    private readonly ToneModel _model = ToneModel.From(Safetensors.Parse(Safetensors.Bytes(LearnedJudge.FileName)), "the test's");
    private readonly SpoiltSong _song = new(Songs.Pink("a", 1), EqualizerFault.Draw(new Random(1)), seed: 1);

    [Fact]
    public void A_certain_reference_is_followed_and_an_uncertain_one_is_not()
    {
        double[] match = new ReferenceMatch(new OriginalReference(), "").Correct(_song);
        double[] model = [.. _song.Said(_model).Select(db => -db)];
        AssertSame(match, Combined(modelDb2: 1e6, referenceDb2: 1));
        AssertSame(model, Combined(modelDb2: 1, referenceDb2: 1e6));
        AssertSame([.. match.Zip(model, (a, b) => (0.25 * a) + (0.75 * b))], Combined(modelDb2: 1, referenceDb2: 3));
    }

    private double[] Combined(double modelDb2, double referenceDb2) =>
        new InformedModel("", _model, Diagonal(modelDb2), new OriginalReference(), Diagonal(referenceDb2)).Correct(_song);

    private static void AssertSame(double[] expected, double[] got) =>
        Assert.All(expected.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 1e-3));

    private static double[,] Diagonal(double db2)
    {
        var matrix = new double[ThirdOctaves.Count, ThirdOctaves.Count];
        for (int i = 0; i < ThirdOctaves.Count; i++)
        {
            matrix[i, i] = db2;
        }

        return matrix;
    }
}
