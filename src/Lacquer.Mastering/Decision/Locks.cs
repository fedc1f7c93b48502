namespace Lacquer.Mastering.Decision;

/// <summary>Keeps what is there: a locked parameter counts as set by hand, and nothing overrides it until it is unlocked.</summary>
public static class Locks
{
    /// <summary>The plan with a stage or one parameter locked at its present value.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="name"><c>STAGE</c> or <c>STAGE.PARAM</c>.</param>
    /// <exception cref="PlanException">There is no such thing.</exception>
    public static MasteringPlan Lock(MasteringPlan plan, string name)
    {
        (StagePlan stage, string[] parameters) = Named(plan, name);
        string[] locked = [.. parameters.Where(parameter => stage.Parameters.ContainsKey(parameter) && !stage.SetByHand.Contains(parameter, StringComparer.Ordinal))];
        return plan.With(stage with
        {
            SetByHand = [.. stage.SetByHand, .. locked],
            Reasons = locked.Length == 0 ? stage.Reasons : [.. stage.Reasons, $"{(name == stage.Name ? "all of it" : name[(stage.Name.Length + 1)..])} was locked as it is: {ByHand.Mark}"],
        });
    }

    /// <summary>The plan with a stage or one parameter free again; its value stays until something moves it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="name"><c>STAGE</c> or <c>STAGE.PARAM</c>.</param>
    /// <exception cref="PlanException">There is no such thing.</exception>
    public static MasteringPlan Unlock(MasteringPlan plan, string name)
    {
        (StagePlan stage, string[] parameters) = Named(plan, name);
        bool whole = name == stage.Name;
        bool IsFree(string text) => text.EndsWith(ByHand.Mark, StringComparison.Ordinal) && (whole || text.StartsWith(parameters[0] + " ", StringComparison.Ordinal));
        return plan.With(stage with
        {
            Bypassed = !whole && stage.Bypassed,
            SetByHand = [.. stage.SetByHand.Where(parameter => !parameters.Contains(parameter, StringComparer.Ordinal))],
            Reasons = [.. stage.Reasons.Where(reason => !IsFree(reason))],
        });
    }

    private static (StagePlan Stage, string[] Parameters) Named(MasteringPlan plan, string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        StageDefinition definition = StageCatalogue.Find(dot < 0 ? name : name[..dot]);
        string[] all = [.. definition.ParameterNames];
        return dot < 0 ? (plan.Stage(definition.Name), all)
            : all.Contains(name[(dot + 1)..], StringComparer.Ordinal) ? (plan.Stage(definition.Name), [name[(dot + 1)..]])
            : throw new PlanException($"{definition.Name} has no parameter '{name[(dot + 1)..]}'; it has {string.Join(", ", all)}.");
    }
}
