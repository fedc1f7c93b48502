using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Evaluation;
using Lacquer.Mastering.Evaluation.Contestants;
using Lacquer.Mastering.Tests.Networks;

namespace Lacquer.Mastering.Tests.Evaluation;

/// <summary>The model and a reference are weighed as the file says, and only where there is a reference.</summary>
public sealed class InformedModelTests
{
    private static readonly CalibratedCorrection Full = new() { Scale = 1, DeadDb = 0 };

    private readonly ToneModel _model = ToneModel.From(Safetensors.Parse(Safetensors.Bytes(LearnedJudge.FileName)), "the test's");
    private readonly SpoiltSong _song = new(Songs.Pink("a", 1), EqualizerFault.Draw(new Random(1)), seed: 1);

    [Fact]
    public void The_model_and_the_reference_count_as_the_matrix_says()
    {
        double[] match = new ReferenceMatch(new OriginalReference(), "").Correct(_song);
        double[] model = [.. _song.Said(_model).Select(db => -db)];
        AssertSame(match, Weighed(0, 1, new OriginalReference()));
        AssertSame(model, Weighed(1, 0, new OriginalReference()));
        AssertSame([.. match.Zip(model, (a, b) => (0.25 * a) + (0.75 * b))], Weighed(0.75f, 0.25f, new OriginalReference()));
    }

    [Fact]
    public void A_song_without_a_reference_gets_the_models_own_correction() =>
        AssertSame(_model.Calibration.Tone.Of(_song.Said(_model)), Weighed(0, 1, new AlbumReference([_song.Song])));

    private double[] Weighed(float ofModel, float ofReference, IReference reference)
    {
        var matrix = new float[ThirdOctaves.Count * 2 * ThirdOctaves.Count];
        for (int i = 0; i < ThirdOctaves.Count; i++)
        {
            int row = i * 2 * ThirdOctaves.Count;
            (matrix[row + i], matrix[row + ThirdOctaves.Count + i]) = (ofModel, ofReference);
        }

        byte[] file = Safetensors.Write(new Dictionary<string, (int[], float[])> { [$"informed.{reference.Key}.matrix"] = ([ThirdOctaves.Count, 2 * ThirdOctaves.Count], matrix) });
        return new InformedModel("", _model, reference, Safetensors.Parse(file), Full).Correct(_song);
    }

    private static void AssertSame(double[] expected, double[] got) =>
        Assert.All(expected.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
}
