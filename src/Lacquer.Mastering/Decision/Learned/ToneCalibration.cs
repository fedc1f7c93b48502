using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Decision.Learned;

/// <summary>How far the networks are to be trusted, found on collections that they had never heard.</summary>
internal sealed record ToneCalibration
{
    /// <summary>Precision with which every song votes for "no fault", in 1/dB².</summary>
    public required double Kappa { get; init; }

    /// <summary>Share of the song network in the result, 0 to 1.</summary>
    public required double SongShare { get; init; }

    /// <summary>How much of the tone's fault is corrected.</summary>
    public required CalibratedCorrection Tone { get; init; }

    /// <summary>Share of the side's fault that is corrected.</summary>
    public required double SideScale { get; init; }

    /// <summary>Corrections of the side up to this size are not made, in dB.</summary>
    public required double SideDeadDb { get; init; }

    /// <summary>What is left in each third octave after judging, standard deviation in dB.</summary>
    public required float[] ToneSigmaDb { get; init; }

    /// <summary>What is left of the side's fault after judging, standard deviation in dB.</summary>
    public required double SideSigmaDb { get; init; }

    /// <summary>Reads the tensors whose names begin with <c>calibration.</c></summary>
    /// <exception cref="ModelException">One is missing or impossible.</exception>
    public static ToneCalibration Read(ModelFile model) => new()
    {
        Kappa = Number(model, "kappa"),
        SongShare = Number(model, "songShare") is <= 1 and var share ? share : throw new ModelException("the model's calibration.songShare is above one."),
        Tone = new CalibratedCorrection { Scale = Number(model, "toneScale"), DeadDb = Number(model, "toneDead") },
        SideScale = Number(model, "sideScale"),
        SideDeadDb = Number(model, "sideDead"),
        ToneSigmaDb = Standard.Scale(model, "calibration.toneSigma", ToneModel.Thirds),
        SideSigmaDb = Number(model, "sideSigma") is > 0 and var sigma ? sigma : throw new ModelException("the model's calibration.sideSigma is zero."),
    };

    private static double Number(ModelFile model, string name) =>
        model.Tensor("calibration." + name, 1)[0] is >= 0 and var value ? value : throw new ModelException($"the model's calibration.{name} is below zero.");
}
