using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>
/// Changes parameters of a plan relative to what is there, for the whole track or for stretches. What is set by hand and what a note wants
/// kept is left alone.
/// </summary>
internal sealed class PlanEdit(MasteringPlan plan)
{
    /// <summary>Cross-fade at the borders of a section, in seconds: a beat or less, so that a chorus comes in with its first bar. Chosen.</summary>
    public const double FadeSeconds = 0.4;

    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);

    /// <summary>The plan as it is now.</summary>
    public MasteringPlan Plan { get; set; } = plan;

    /// <summary>Parameters that a note wanted to change and that are set by hand.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>The note leaves this stage alone.</summary>
    public void Keep(string stage) => _kept.Add(stage);

    /// <summary>Whether nothing may be changed there.</summary>
    public bool IsKept(string stage, string parameter)
    {
        StagePlan planned = Plan.Stage(stage);
        if (planned.Bypassed || planned.SetByHand.Contains(parameter))
        {
            Refused.Add($"{stage}.{parameter}");
            return true;
        }

        return _kept.Contains(stage);
    }

    /// <summary>The value of a parameter for the whole track.</summary>
    public double Value(string stage, string parameter) => Plan.Stage(stage).Parameters[parameter];

    /// <summary>The parameters of a stage at a moment.</summary>
    public IReadOnlyDictionary<string, double> At(string stage, double seconds)
    {
        StagePlan planned = Plan.Stage(stage);
        foreach (SectionOverride stretch in Plan.Overrides.Where(stretch => stretch.Stage == stage && seconds >= stretch.FromSeconds && seconds < stretch.ToSeconds))
        {
            planned = planned.With(stretch.Parameter, stretch.Value);
        }

        return planned.Parameters;
    }

    /// <summary>Changes a parameter.</summary>
    /// <param name="stage">Stage of the catalogue.</param>
    /// <param name="parameter">Its parameter.</param>
    /// <param name="change">From the present value to the new one, within the parameter's range.</param>
    /// <param name="stretches">Where; null: the whole track.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Change(string stage, string parameter, Func<double, double> change, IReadOnlyList<Stretch>? stretches)
    {
        if (IsKept(stage, parameter))
        {
            return false;
        }

        double Rounded(double value) => Math.Round(change(value), 2);
        MasteringPlan before = Plan;
        StagePlan planned = Plan.Stage(stage);
        double whole = planned.Parameters[parameter];
        bool Decided(SectionOverride stretch) => stretch.ByJudge && stretch.Stage == stage && stretch.Parameter == parameter;
        if (stretches is null)
        {
            double changed = Rounded(whole);
            SectionOverride[] moved = [.. Plan.Overrides.Select(stretch => Decided(stretch) ? stretch with { Value = Rounded(stretch.Value) } : stretch)];
            if (changed == whole && moved.SequenceEqual(Plan.Overrides))
            {
                return false;
            }

            Plan = Plan.With(planned.With(parameter, changed)) with { Overrides = moved };
        }
        else
        {
            SectionOverride[] decided = [.. Plan.Overrides.Where(Decided)];
            SectionOverride[] added = [.. stretches.SelectMany(stretch => Pieces(stretch, decided)).Select(piece => New(stage, parameter, piece, Fade(stage, piece), Rounded(Present(piece, decided, whole))))
                .Where(piece => piece.Value != Present(new Stretch(piece.FromSeconds, piece.ToSeconds), decided, whole))];
            if (added.Length == 0)
            {
                return false;
            }

            // What is set by hand comes last and so holds where the two meet.
            Plan = Plan with { Overrides = [.. Plan.Overrides.Where(stretch => stretch.ByJudge), .. added, .. Plan.Overrides.Where(stretch => !stretch.ByJudge)] };
        }

        StagePlan now = Plan.Stage(stage);
        StageDefinition definition = StageCatalogue.Find(stage);
        bool works = now.Active || !definition.IsNeutral(now.Parameters)
            || Plan.Overrides.Any(stretch => stretch.Stage == stage && !definition.IsNeutral(At(stage, stretch.FromSeconds)));
        Plan = Plan.With(now with { Active = works });
        return !ReferenceEquals(before, Plan);
    }

    /// <summary>Adds to a parameter within a range.</summary>
    public bool Shift(string stage, string parameter, double delta, double min, double max, IReadOnlyList<Stretch>? stretches) =>
        delta != 0 && Change(stage, parameter, value => Math.Clamp(value + delta, Math.Min(min, value), Math.Max(max, value)), stretches);

    /// <summary>Adds a sentence to a stage.</summary>
    public void Because(string stage, string reason)
    {
        StagePlan planned = Plan.Stage(stage);
        Plan = Plan.With(planned with { Reasons = [.. planned.Reasons, reason] });
    }

    /// <summary>The stretch cut where other decisions begin or end.</summary>
    private static IEnumerable<Stretch> Pieces(Stretch stretch, SectionOverride[] decided)
    {
        double[] borders = [.. decided.SelectMany(other => (double[])[other.FromSeconds, other.ToSeconds])
            .Where(second => second > stretch.FromSeconds && second < stretch.ToSeconds).Append(stretch.FromSeconds).Append(stretch.ToSeconds).Distinct().Order()];
        return borders.Zip(borders.Skip(1), (from, to) => new Stretch(from, to));
    }

    private static double Present(Stretch piece, SectionOverride[] decided, double whole) =>
        decided.LastOrDefault(other => piece.FromSeconds >= other.FromSeconds && piece.FromSeconds < other.ToSeconds)?.Value ?? whole;

    /// <summary>A passage that fades slowly goes on to do so, whatever is changed within its borders.</summary>
    private double Fade(string stage, Stretch piece) => Plan.Overrides.FirstOrDefault(other =>
        other.ByJudge && other.Stage == stage && other.FromSeconds == piece.FromSeconds && other.ToSeconds == piece.ToSeconds)?.FadeSeconds ?? FadeSeconds;

    private static SectionOverride New(string stage, string parameter, Stretch piece, double fadeSeconds, double value) => new()
    {
        Stage = stage,
        Parameter = parameter,
        Value = value,
        FromSeconds = piece.FromSeconds,
        ToSeconds = piece.ToSeconds,
        FadeSeconds = fadeSeconds,
        ByJudge = true,
        ByNote = true,
    };
}
