using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Analysis.Style;
using Lacquer.Mastering.Decision.Statistical;
using Lacquer.Mastering.Networks;

namespace Lacquer.Mastering.Decision.Learned;

/// <summary>
/// Proposes tone and width from a model that has heard many masters, spoilt and unspoilt; the statistical judge proposes the rest, and
/// stands in where there is nothing to hear.
/// </summary>
public sealed class LearnedJudge : IJudge
{
    /// <summary>Name of the model's file in <see cref="ModelFolder"/>.</summary>
    public const string FileName = "tone.safetensors";

    private readonly ToneModel _model;
    private readonly TonalReference _reference;
    private readonly StatisticalJudge _statistical;

    internal LearnedJudge(ToneModel model, TonalReference reference)
    {
        (_model, _reference, _statistical) = (model, reference, new StatisticalJudge(reference));
        if (reference.BandCentresHz.Length != ToneModel.Thirds)
        {
            throw new ArgumentException($"The reference must have {ToneModel.Thirds} bands.", nameof(reference));
        }
    }

    /// <inheritdoc/>
    public string Name => "learned";

    /// <inheritdoc/>
    public string? ModelHash => _model.Sha256;

    /// <inheritdoc/>
    public bool NeedsSegments => true;

    /// <summary>The judge with the model that comes with the program, or that LACQUER_MODEL names.</summary>
    /// <exception cref="ModelException">The model is missing, damaged, or made for other features.</exception>
    public static LearnedJudge Load() => new(ToneModel.Load(ModelFolder.File(FileName)), TonalReference.Default);

    /// <inheritdoc/>
    public Judgement Judge(TrackAnalysis analysis)
    {
        Judgement rest = _statistical.Judge(analysis);
        if (double.IsNegativeInfinity(analysis.Loudness.Integrated.Value) || SongSummary.Of(analysis) is not { } song)
        {
            return rest with { MidEqDb = Left("too little of it sounds to be judged"), WidthDb = Proposed.None(rest.WidthDb.Amount.Length) };
        }

        SongFault fault = _model.Judge(song, Departure.Shares(song));
        if (!fault.Db.Concat(fault.SigmaDb).All(double.IsFinite))
        {
            throw new ModelException("the model answers this track with no numbers.");
        }

        return rest with
        {
            MidEqDb = Tone(analysis, fault),
            WidthDb = Width(analysis, fault),
            Passages = Departure.Passages(analysis),
        };
    }

    private Proposed Tone(TrackAnalysis analysis, SongFault fault)
    {
        if (ToneJudge.Deviation(analysis.Tone, _reference) is null)
        {
            return Left("it does not fill the spectrum from 50 Hz to 12.7 kHz, as music does"); // test tones, narrow-band recordings
        }

        double mean = fault.Db.Take(ToneModel.Thirds).Average();
        double[] f = [.. fault.Db.Take(ToneModel.Thirds).Select(db => db - mean)];
        return ToneCurve.Propose(
            _model.Calibration.Tone.Of(f),
            Array.ConvertAll(f, db => -db),
            analysis.Tone,
            _reference.BandCentresHz,
            (band, amountDb) => Explain(band, amountDb, f[band], fault.SigmaDb[band], analysis.Style));
    }

    private static Proposed Left(string why) => Proposed.None(EqualizerKnots.MidHz.Length) with { Reasons = [$"the tone is left as it is: {why}"] };

    private (string Reason, Evidence Evidence) Explain(int band, double amountDb, double faultDb, double sigmaDb, StyleEstimate style)
    {
        string hz = Words.Frequency(_reference.BandCentresHz[band]);
        return (
            $"{Words.Signed(amountDb)} dB around {hz}: {Masters(style)} carry {(amountDb < 0 ? "less" : "more")} there; certainty {Certainty.Word(faultDb, sigmaDb)}",
            new Evidence { Measure = $"likely fault around {hz}", Measured = faultDb, Expected = 0, Unit = "dB" });
    }

    private Proposed Width(TrackAnalysis analysis, SongFault fault)
    {
        double side = fault.Db[ToneModel.Thirds];
        double wanted = Toward.Shrink(-side * _model.Calibration.SideScale, _model.Calibration.SideDeadDb);
        string word = Certainty.Word(side, fault.SigmaDb[ToneModel.Thirds]);
        return !StereoJudge.HasWidth(analysis)
            ? Proposed.None(3)
            : StereoJudge.AllRanges(
                wanted,
                -side,
                $"{Masters(analysis.Style)} are {(wanted < 0 ? "narrower" : "wider")}; certainty {word}",
                new Evidence { Measure = "likely fault of the side", Measured = side, Expected = 0, Unit = "dB" });
    }

    private static string Masters(StyleEstimate style) =>
        style.Label == StyleLabels.Unsure ? "masters of this kind" : $"masters of this kind ({style.Label})";
}
