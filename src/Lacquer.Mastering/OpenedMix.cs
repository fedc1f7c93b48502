using Lacquer.Audio;
using Lacquer.Mastering.Analysis;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Rendering;

namespace Lacquer.Mastering;

/// <summary>A mix that has been decoded and measured once: any number of masters and previews can be made of it.</summary>
/// <remarks>Not for several threads at once. Keeps the last first pass on disk, so that a preview that only differs behind it is there at once.</remarks>
public sealed class OpenedMix : IDisposable
{
    private string _renderedKey = "";
    private string _decidedKey = "";
    private MasteringPlan? _narrowed;
    private PreparedMix? _rendered;

    internal OpenedMix(IAudioSource source) => Source = source;

    /// <summary>Path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What was measured; with segments, when the judge that it was opened for needs them.</summary>
    public required TrackAnalysis Analysis { get; init; }

    /// <summary>How long decoding took.</summary>
    public required double DecodeSeconds { get; init; }

    /// <summary>How long measuring took.</summary>
    public required double AnalyseSeconds { get; init; }

    /// <summary>The decoded sound.</summary>
    internal IAudioSource Source { get; }

    /// <summary>The last first pass of any plan, to guess from; null when there was none, or when it is the plan's own and nothing need be guessed.</summary>
    internal PreparedMix? OtherFirstPass(MasteringPlan plan) => Key(plan) == _renderedKey ? null : _rendered;

    /// <summary>The first pass of a plan, from the last time if nothing before the loudness stage has changed since.</summary>
    internal PreparedMix FirstPass(MasteringPlan plan, IProgress<double>? progress, CancellationToken cancel)
    {
        string key = Key(plan);
        if (_rendered is null || key != _renderedKey)
        {
            // The last one stays until the next is whole: if this is canceled, there is still one to guess from.
            PreparedMix rendered = MixRenderer.Render(Source, plan, (int)plan.Stage(StageCatalogue.Rate.Name).Parameters["rateHz"], progress, cancel);
            _rendered?.Dispose();
            (_rendered, _renderedKey) = (rendered, key);
        }

        return _rendered;
    }

    /// <summary>What became of a plan when its width was found the last time; null when that was another plan.</summary>
    internal MasteringPlan? Narrowed(MasteringPlan decided) => PlanJson.Write(decided) == _decidedKey ? _narrowed : null;

    /// <summary>Keeps what became of a plan, so that another place of it is there at once.</summary>
    internal void Keep(MasteringPlan decided, MasteringPlan narrowed) => (_decidedKey, _narrowed) = (PlanJson.Write(decided), narrowed);

    /// <inheritdoc/>
    public void Dispose()
    {
        _rendered?.Dispose();
        Source.Dispose();
    }

    /// <summary>All of a plan that the first pass depends on.</summary>
    private static string Key(MasteringPlan plan) => PlanJson.Write(plan with
    {
        Controls = new Controls(),
        Target = new PlanTarget { CeilingDbtp = -1 },
        Reference = null,
        Notes = null,
        Overrides = [.. plan.Overrides.Where(stretch => stretch.Stage != StageCatalogue.Loudness.Name)],
        Stages =
        [
            .. plan.Stages.Where(stage => stage.Name != StageCatalogue.Loudness.Name && stage.Name != StageCatalogue.Delivery.Name)
                .Select(stage => stage with { Reasons = [], Evidence = [], SetByHand = [] }),
        ],
    });
}
