using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Decision.Learned;

/// <summary>Standardises statistics and keeps the directions in which music varies most. As Cues in training/fitting.py.</summary>
internal sealed class Cues
{
    private const float LargestDeviations = 4; // what lies further out is as far as the networks have ever seen

    private readonly float[] _mean;
    private readonly float[] _scale;
    private readonly DenseLayer _projection;

    public Cues(ModelFile model, string name, int inputs)
    {
        _mean = model.Tensor(name + ".mean", inputs);
        _scale = Standard.Scale(model, name + ".scale", inputs);
        _projection = new DenseLayer(model, name + ".projection", inputs);
    }

    /// <summary>How many numbers come out.</summary>
    public int Components => _projection.Outputs;

    /// <summary>Projects one vector of statistics.</summary>
    public void Apply(ReadOnlySpan<float> statistics, Span<float> cues)
    {
        Span<float> standard = new float[_mean.Length];
        for (int i = 0; i < standard.Length; i++)
        {
            standard[i] = Math.Clamp((statistics[i] - _mean[i]) / _scale[i], -LargestDeviations, LargestDeviations);
        }

        _projection.Apply(standard, cues);
    }
}
