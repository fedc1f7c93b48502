namespace Lacquer.Mastering;

/// <summary>One step's share of the whole work.</summary>
internal sealed class StepProgress : IProgress<double>
{
    private readonly IProgress<MasteringProgress> _whole;
    private readonly string _step;
    private readonly double _from;
    private readonly double _to;

    private StepProgress(IProgress<MasteringProgress> whole, string step, double from, double to) => (_whole, _step, _from, _to) = (whole, step, from, to);

    /// <summary>Tells the whole of a step that takes it from one share to another; null for nobody.</summary>
    public static StepProgress? Of(IProgress<MasteringProgress>? whole, string step, double from, double to) =>
        whole is null ? null : new StepProgress(whole, step, from, to);

    /// <inheritdoc/>
    public void Report(double value) => _whole.Report(new MasteringProgress(_step, _from + ((_to - _from) * value)));
}
