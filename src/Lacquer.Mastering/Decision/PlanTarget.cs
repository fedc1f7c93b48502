using System.Text.Json.Serialization;

namespace Lacquer.Mastering.Decision;

/// <summary>What the master is to measure.</summary>
public sealed record PlanTarget
{
    /// <summary>Integrated loudness in LUFS; null when there is none (vinyl, or gain set by hand).</summary>
    public double? LoudnessLufs { get; init; }

    /// <summary>Highest true peak in dBTP.</summary>
    public required double CeilingDbtp { get; init; }

    /// <summary>
    /// Most limiting, averaged over any 3 s, in dB. A loudness that was asked for by number is hit all the same, with a warning;
    /// one that follows from the intensity stops here.
    /// </summary>
    public double BudgetDb { get; init; } = 4.5;

    /// <summary>
    /// By how much notes make the master louder than intensity and budget give it, in LU; already in <see cref="LoudnessLufs"/>, and 0 where
    /// a number insists. Where the budget held the loudness back, it counts from what was reached.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double NoteLu { get; init; }

    /// <summary>By how much notes widen the budget, in dB; below 0: narrow it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double NoteBudgetDb { get; init; }

    /// <summary>Most limiting over any 3 s with what notes say of it, in dB.</summary>
    [JsonIgnore]
    public double LimitingDb => BudgetDb + NoteBudgetDb;

    /// <summary>Whether the loudness is hit even when that costs more than the budget.</summary>
    public bool IsExact { get; init; }

    /// <summary>Highest sample peak by gain alone, in dBFS, for a medium without a limiter; null otherwise.</summary>
    public double? SamplePeakDbfs { get; init; }
}
