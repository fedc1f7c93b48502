using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.Presets;

namespace Lacquer.Mastering.Projects;

/// <summary>What somebody asks for, from scratch or on top of an earlier plan. What is not asked for stays as it was.</summary>
public sealed record Wishes
{
    /// <summary>Controls as they are written, by name, see <see cref="ControlTexts"/>. They win over presets.</summary>
    public IReadOnlyDictionary<string, string> Controls { get; init; } = new Dictionary<string, string>();

    /// <summary>Presets; of several the later one wins.</summary>
    public IReadOnlyList<Preset> Presets { get; init; } = [];

    /// <summary>Parameters set by hand.</summary>
    public IReadOnlyList<ManualSetting> Set { get; init; } = [];

    /// <summary>Stages switched off.</summary>
    public IReadOnlyList<string> Bypass { get; init; } = [];

    /// <summary>Notes in plain words.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Stages or parameters that stay as they are from now on, see <see cref="Locks"/>.</summary>
    public IReadOnlyList<string> Lock { get; init; } = [];

    /// <summary>Stages or parameters that may move again.</summary>
    public IReadOnlyList<string> Unlock { get; init; } = [];

    /// <summary>Whether references, or how far they are followed, are new.</summary>
    public bool NewReferences { get; init; }

    /// <summary>Whether nothing is asked for.</summary>
    public bool IsNothing => !DecidesAnew && Set.Count + Bypass.Count + Notes.Count + Lock.Count + Unlock.Count == 0;

    /// <summary>Whether notes are all that is asked for.</summary>
    public bool IsNotesAlone => Notes.Count > 0 && (this with { Notes = [] }).IsNothing;

    private bool DecidesAnew => Controls.Count > 0 || Presets.Count > 0 || NewReferences;

    /// <summary>
    /// The request. Controls, presets and references are decided anew: what was set by hand, switched off or noted before is kept and followed
    /// again, and so are the earlier plan's references unless a preset brings others. All else is put on top of the earlier plan, which is
    /// repeated.
    /// </summary>
    /// <param name="earlier">The plan to continue from; null for none.</param>
    /// <exception cref="PlanException">Something asked for is not possible.</exception>
    public MasteringRequest On(MasteringPlan? earlier)
    {
        MasteringPlan? kept = earlier is null ? null : Unlock.Aggregate(Lock.Aggregate(earlier, Locks.Lock), Locks.Unlock);
        MasteringPlan? followed = DecidesAnew ? kept : null;
        foreach (string stage in Bypass)
        {
            StageCatalogue.Find(stage);
        }

        return new MasteringRequest
        {
            InputPath = "",
            OutputPath = "",
            Controls = ControlTexts.Apply(Presets.Aggregate(kept?.Controls ?? new Decision.Controls(), (basis, preset) => ControlTexts.Apply(basis, preset.Values)), Controls),
            Plan = DecidesAnew ? null : kept,
            Reference = DecidesAnew ? Presets.LastOrDefault(preset => preset.Reference is not null)?.Reference ?? earlier?.Reference : null,
            ByHand = [.. followed is null ? [] : ManualSetting.AllOf(followed), .. Presets.SelectMany(preset => preset.Set).Select(ManualSetting.Parse), .. Set],
            Bypassed = [.. followed?.BypassedStages ?? [], .. Presets.SelectMany(preset => preset.Bypass), .. Bypass],
            Notes = [.. followed?.Notes ?? [], .. Notes],
        };
    }
}
