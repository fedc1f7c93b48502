using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Decision.Learned;

/// <summary>What inputs are scaled by.</summary>
internal static class Standard
{
    private const float LevelScaleDb = 6; // LEVEL_SCALE in training/fitting.py: good tracks differ by about so much in a band

    /// <summary>A tensor that is divided by.</summary>
    /// <exception cref="ModelException">It is not there, or holds a number that is not above zero.</exception>
    public static float[] Scale(ModelFile model, string name, int count)
    {
        float[] scale = model.Tensor(name, count);
        return Array.TrueForAll(scale, value => value > 0) ? scale : throw new ModelException($"the model's {name} holds a number that is not above zero.");
    }

    /// <summary>A spectrum as the networks take it: without its mean and that of masters.</summary>
    public static void Level(ReadOnlySpan<float> levelDb, float[] mastersDb, Span<float> input)
    {
        float mean = 0;
        foreach (float db in levelDb)
        {
            mean += db / FeatureLayout.Bands;
        }

        for (int b = 0; b < FeatureLayout.Bands; b++)
        {
            input[b] = (levelDb[b] - mean - mastersDb[b]) / LevelScaleDb;
        }
    }
}
