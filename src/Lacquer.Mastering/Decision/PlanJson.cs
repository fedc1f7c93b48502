using System.Text.Json;

namespace Lacquer.Mastering.Decision;

/// <summary>Writes and reads plans as versioned JSON.</summary>
public static class PlanJson
{
    /// <summary>The plan as indented JSON.</summary>
    public static string Write(MasteringPlan plan) => JsonSerializer.Serialize(plan, PlanJsonContext.Default.MasteringPlan);

    /// <summary>Reads a plan and checks every parameter's range.</summary>
    /// <exception cref="PlanException">Not a plan, of a later version, or with an impossible value.</exception>
    public static MasteringPlan Read(string json)
    {
        MasteringPlan plan;
        try
        {
            plan = JsonSerializer.Deserialize(json, PlanJsonContext.Default.MasteringPlan)
                ?? throw new PlanException("the plan is empty; save one with --save-plan.");
        }
        catch (JsonException e)
        {
            throw new PlanException($"{DamagedText.Say(json, e, "mastering plan")}; save one with --save-plan.", e);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // The settings' own range checks reach us unwrapped by the reader.
            throw new PlanException($"the plan holds an impossible value: {e.Message.Split(" (Parameter", 2)[0]}", e);
        }

        return Checked(plan);
    }

    /// <summary>A plan that was read, with every parameter's range checked and stages that it is older than added.</summary>
    /// <exception cref="PlanException">Of a later version, or with an impossible value.</exception>
    public static MasteringPlan Checked(MasteringPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Version != MasteringPlan.CurrentVersion ? throw new PlanException($"the plan has version {plan.Version}; this program reads version {MasteringPlan.CurrentVersion}; use a newer Lacquer.")
            : !plan.Stages.All(stage => stage is { Parameters: not null }) || plan.Overrides.Any(stretch => stretch is null) ? throw new PlanException("the plan is damaged: a part of it is empty; save it again with --save-plan.")
            : StageCatalogue.Complete(plan);
    }
}
