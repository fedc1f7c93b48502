using System.Globalization;
using Lacquer.Mastering.Analysis.Features;
using Lacquer.Mastering.Decision.Learned;
using Lacquer.Mastering.Evaluation.Contestants;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Evaluation;

/// <summary>What the model is compared with, fitted to the same music by training/baselines.py.</summary>
internal sealed class BaselineModel
{
    /// <summary>Name of its file in <see cref="ModelFolder"/>.</summary>
    public const string FileName = "baselines.safetensors";

    private const int MostMembers = 64; // a count of more is no count

    private readonly ModelFile _file;

    /// <summary>Takes a file that has been read.</summary>
    /// <param name="file">Its content.</param>
    /// <param name="name">Named in errors.</param>
    /// <exception cref="ModelException">It is of another kind, made for other features, or incomplete.</exception>
    public BaselineModel(ModelFile file, string name)
    {
        _file = file;
        string version = file.Metadata.GetValueOrDefault("featureVersion", "");
        if (file.Metadata.GetValueOrDefault("kind") != "baselines" || version != FeatureLayout.Version.ToString(CultureInfo.InvariantCulture))
        {
            throw new ModelException($"{name} holds no baselines for features of version {FeatureLayout.Version}.");
        }

        if (!int.TryParse(file.Metadata.GetValueOrDefault("members"), NumberStyles.None, CultureInfo.InvariantCulture, out int members) || members is < 1 or > MostMembers)
        {
            throw new ModelException($"{name} does not say how many networks it holds.");
        }

        MeanCurve = new LinearEstimate("meanCurve", "mean curve, full match", file, "mean", Calibration("mean"));
        DampedMean = new LinearEstimate("dampedMean", "damped mean curve", file, "mean", Calibration("damped"));
        Lmmse = new LinearEstimate("lmmse", "LMMSE", file, "lmmse", Calibration("lmmse"));
        Plain = new PlainNetwork(file, members, Calibration("plain"));
    }

    /// <summary>Full match to the mean curve.</summary>
    public LinearEstimate MeanCurve { get; }

    /// <summary>The same damped.</summary>
    public LinearEstimate DampedMean { get; }

    /// <summary>The linear estimate from mean and covariance.</summary>
    public LinearEstimate Lmmse { get; }

    /// <summary>The network without cues.</summary>
    public PlainNetwork Plain { get; }

    /// <summary>The model together with a reference; null when the file does not say how.</summary>
    /// <param name="name">Name in words.</param>
    /// <param name="model">The model that the file belongs to.</param>
    /// <param name="reference">The reference.</param>
    /// <exception cref="ModelException">What the file says has another shape.</exception>
    public InformedModel? Informed(string name, ToneModel model, IReference reference) =>
        _file.Has($"informed.{reference.Key}.matrix") ? new InformedModel(name, model, reference, _file, Calibration("informed." + reference.Key)) : null;

    private CalibratedCorrection Calibration(string name) =>
        _file.Tensor(name + ".calibration", 2) is [>= 0 and var scale, >= 0 and var dead]
            ? new CalibratedCorrection { Scale = scale, DeadDb = dead }
            : throw new ModelException($"the baselines' {name}.calibration is below zero.");
}
