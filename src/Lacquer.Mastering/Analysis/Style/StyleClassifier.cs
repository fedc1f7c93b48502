using System.Globalization;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Analysis.Style;

/// <summary>Tells the style of music by a few small networks that vote.</summary>
/// <remarks>
/// Trained by training/style.py; model/style.md says how well it does. Each network is dense, SiLU, dense; their scores are averaged
/// and divided by a temperature. What lies far from everything the networks learned from (noise, tones) is answered evenly:
/// the distance is Mahalanobis', and the answer fades between two limits that the training chose. Safe to share between threads.
/// </remarks>
public sealed class StyleClassifier
{
    private const string FileName = "style.safetensors";

    private readonly string _sha256;
    private readonly float[] _mean;
    private readonly float[] _scale;
    private readonly float _clip;
    private readonly float _temperature;
    private readonly float _near;
    private readonly float _far;
    private readonly double _leastConfidence;
    private readonly DenseLayer _whitening;
    private readonly DenseEnsemble _members;

    private StyleClassifier(ModelFile model)
    {
        if (model.Metadata.GetValueOrDefault("featureVersion") != StyleLayout.Version.ToString(CultureInfo.InvariantCulture))
        {
            throw new ModelException($"the style model was made for feature version {model.Metadata.GetValueOrDefault("featureVersion", "none")}, this program measures version {StyleLayout.Version}.");
        }

        if (model.Metadata.GetValueOrDefault("labels") != string.Join(' ', StyleLabels.All))
        {
            throw new ModelException("the style model tells other styles apart than this program.");
        }

        _sha256 = model.Sha256;
        _mean = model.Tensor("mean", StyleLayout.Values);
        _scale = model.Tensor("scale", StyleLayout.Values);
        float[] settings = model.Tensor("settings", 5); // clip, temperature, near, far, least confidence
        (_clip, _temperature, _near, _far, _leastConfidence) = (settings[0], settings[1], settings[2], settings[3], settings[4]);
        _whitening = new DenseLayer(model, "whitening", StyleLayout.Values, StyleLayout.Values);
        int members = 0;
        while (model.Has(string.Create(CultureInfo.InvariantCulture, $"member{members}.hidden.weight")))
        {
            members++;
        }

        if (members == 0 || Array.Exists(_scale, scale => scale <= 0) || !(_temperature > 0) || !(_far > _near) || !(_clip > 0))
        {
            throw new ModelException("the style model holds impossible numbers.");
        }

        _members = new DenseEnsemble(
            model,
            Enumerable.Range(0, members).Select(m => string.Create(CultureInfo.InvariantCulture, $"member{m}")),
            [".hidden", ".output"],
            StyleLayout.Values,
            StyleLabels.All.Count);
    }

    /// <summary>Reads the model that comes with the program.</summary>
    /// <exception cref="ModelException">It is missing, damaged or of another version.</exception>
    public static StyleClassifier Load() => Load(ModelFolder.File(FileName));

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelException">It is missing, damaged or of another version.</exception>
    public static StyleClassifier Load(string path) => new(ModelFile.Read(path));

    /// <summary>The style of a track.</summary>
    /// <param name="windows">What was measured of it; none for silence.</param>
    internal StyleEstimate Classify(IReadOnlyList<float[]> windows)
    {
        var mean = new double[StyleLabels.All.Count];
        foreach (float[] window in windows)
        {
            float[] probabilities = Probabilities(window);
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += probabilities[i] / (double)windows.Count;
            }
        }

        if (windows.Count == 0)
        {
            Array.Fill(mean, 1.0 / mean.Length);
        }

        return StyleEstimate.From(mean, _leastConfidence) with { ModelHash = _sha256 };
    }

    /// <summary>Probability of each style for one window.</summary>
    /// <param name="values"><see cref="StyleLayout.Values"/> numbers.</param>
    internal float[] Probabilities(ReadOnlySpan<float> values)
    {
        var standard = new float[values.Length];
        for (int i = 0; i < standard.Length; i++)
        {
            standard[i] = (values[i] - _mean[i]) / _scale[i];
        }

        float trust = Trust(standard);
        foreach (ref float value in standard.AsSpan())
        {
            value = Math.Clamp(value, -_clip, _clip);
        }

        float[] result = Array.ConvertAll(_members.Apply(standard), score => (float)(score / _temperature));
        Activation.Softmax(result);
        foreach (ref float probability in result.AsSpan())
        {
            probability = (trust * probability) + ((1 - trust) / result.Length);
        }

        return result;
    }

    /// <summary>1 near what was learned from, 0 far from it.</summary>
    private float Trust(float[] standard)
    {
        var white = new float[standard.Length];
        _whitening.Apply(standard, white);
        double distance = Math.Sqrt(DenseLayer.Dot(white, white));
        return (float)Math.Clamp((_far - distance) / (_far - _near), 0, 1);
    }
}
