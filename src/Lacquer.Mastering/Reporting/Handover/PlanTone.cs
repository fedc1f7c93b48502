using Lacquer.Dsp.Filters;
using Lacquer.Dsp.Spectral;
using Lacquer.Mastering.Decision;

namespace Lacquer.Mastering.Reporting.Handover;

/// <summary>High-pass and equaliser of a plan; what is off is neutral.</summary>
internal sealed class PlanTone
{
    private const double RateHz = 384_000; // so high that the high-pass is that of the formula
    private const double FourthOrderLowQ = 0.54119610014619698; // Butterworth of the fourth order as two sections
    private const double FourthOrderHighQ = 1.3065629648763766;

    private readonly EqualizerCurve _curve;

    public PlanTone(MasteringPlan plan)
    {
        Equalizer = Of(plan, StageCatalogue.Equalizer);
        HighPass = Of(plan, StageCatalogue.Cleanup);
        _curve = new EqualizerCurve(Equalizer);
    }

    public EqualizerSettings Equalizer { get; }

    public CleanupSettings HighPass { get; }

    /// <summary>Of the second-order sections of the high-pass; none where there is none.</summary>
    public double[] HighPassQualities =>
        HighPass.HighPassHz == 0 ? [] : HighPass.HighPassOrder == 4 ? [FourthOrderLowQ, FourthOrderHighQ] : [BiquadCoefficients.ButterworthQ];

    /// <summary>Gain on mid, in dB.</summary>
    public double Db(double hz) => _curve.MidDb(hz) + HighPassDb(hz);

    /// <summary>Gain of the equaliser alone on mid, in dB.</summary>
    public double MidDb(double hz) => _curve.MidDb(hz);

    /// <summary>Gain of the equaliser alone on side, in dB.</summary>
    public double SideDb(double hz) => _curve.SideDb(hz);

    /// <summary>Gain of the high-pass alone, in dB.</summary>
    public double HighPassDb(double hz) =>
        HighPassQualities.Sum(q => 20 * Math.Log10(BiquadCoefficients.HighPass(HighPass.HighPassHz, q, RateHz).Magnitude(hz, RateHz)));

    private static T Of<T>(MasteringPlan plan, StageBinding<T> binding)
        where T : class
    {
        StagePlan stage = plan.Stage(binding.Name);
        return binding.Build(stage.Active && !stage.Bypassed ? stage.Parameters : binding.NeutralParameters());
    }
}
