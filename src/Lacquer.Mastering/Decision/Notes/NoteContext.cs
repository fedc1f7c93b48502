using Lacquer.Mastering.Analysis;

namespace Lacquer.Mastering.Decision.Notes;

/// <summary>What a move works with: the plan as it is, the track, and what the note wants kept.</summary>
internal sealed class NoteContext
{
    private readonly SectionRanges _sections;
    private readonly (double FromHz, double ToHz, IReadOnlyList<Stretch>? Where)[] _keptRanges;
    private readonly List<Stretch> _keptStretches;

    public NoteContext(MasteringPlan plan, NoteReading reading, TrackAnalysis analysis)
    {
        Edit = new PlanEdit(plan);
        Analysis = analysis;
        _sections = new SectionRanges(analysis);
        NoteMove[] kept = [.. reading.Moves.Where(move => move.Direction == NoteDirection.Keep)];
        _keptStretches = [.. kept.Where(move => move.Aspect == NoteAspect.Everything && move.Section is not null).SelectMany(move => _sections.Of(move.Section!))];
        _keptRanges = [.. kept.Select(KeptRange).Where(range => range.ToHz > 0)];
        foreach (NoteMove move in kept.Where(move => move.Section is null))
        {
            foreach (string stage in Stages(move.Aspect))
            {
                Edit.Keep(stage);
            }
        }

        KeepsLimiting = kept.Any(move => move.Aspect == NoteAspect.Limiting);
    }

    /// <summary>The plan under change.</summary>
    public PlanEdit Edit { get; }

    /// <summary>What was measured on the mix.</summary>
    public TrackAnalysis Analysis { get; }

    /// <summary>Whether the limiter must not get more to do.</summary>
    public bool KeepsLimiting { get; }

    /// <summary>Stretches that are to stay as they are.</summary>
    public IReadOnlyList<Stretch> KeptStretches => _keptStretches;

    /// <summary>Where a move applies; null: everywhere.</summary>
    public IReadOnlyList<Stretch>? Where(NoteMove move) =>
        move.Section is { } section ? Stretch.Without(_sections.Of(section), _keptStretches)
        : _keptStretches.Count == 0 ? null
        : Stretch.Without([new Stretch(0, Analysis.DurationSeconds + 1)], _keptStretches);

    /// <summary>Where a frequency may be moved; null: everywhere; empty: nowhere.</summary>
    public IReadOnlyList<Stretch>? WhereAt(double hz, IReadOnlyList<Stretch>? where)
    {
        foreach ((double fromHz, double toHz, IReadOnlyList<Stretch>? stretches) in _keptRanges)
        {
            if (hz >= fromHz && hz <= toHz)
            {
                where = stretches is null ? [] : Stretch.Without(where ?? [new Stretch(0, Analysis.DurationSeconds + 1)], stretches);
            }
        }

        return where;
    }

    /// <summary>A sentence for the plan: what was done, where, and the words that asked for it.</summary>
    public string Asked(string what, NoteMove move, IReadOnlyList<Stretch>? where)
    {
        string place = where is null ? "" : $" {(where.Count == 0 ? "" : "from ")}{string.Join(", ", where.Select(stretch => $"{Words.Time(stretch.FromSeconds)} to {Words.Time(stretch.ToSeconds)}"))}";
        string doubt = move.Section is { } section && where is { Count: > 0 } && _sections.IsDoubtful(section)
            ? $"; {section.Phrase.Replace("in the ", "", StringComparison.Ordinal)} is told by level alone, and the sections of this track lie close together: name times if others are meant"
            : "";
        return $"{what}{place}: \"{move.Phrase}\" was asked for{doubt}";
    }

    private static IEnumerable<string> Stages(NoteAspect aspect) => aspect switch
    {
        NoteAspect.Width => [StageCatalogue.Image.Name],
        NoteAspect.Punch => [StageCatalogue.Compressor.Name],
        NoteAspect.Compression => [StageCatalogue.Compressor.Name, StageCatalogue.Dynamics.Name],
        NoteAspect.Saturation => [StageCatalogue.Saturation.Name],
        NoteAspect.Sibilance => [StageCatalogue.DeEsser.Name],
        NoteAspect.HighPass => [StageCatalogue.Cleanup.Name],
        _ => [],
    };

    private (double FromHz, double ToHz, IReadOnlyList<Stretch>? Where) KeptRange(NoteMove move)
    {
        AspectEntry? entry = NoteLexicon.Default.Find(move.Aspect);
        bool tone = move.FromHz is not null || (entry is not null && ToneMove.Moves(move.Aspect));
        return !tone ? (0, 0, null)
            : (move.FromHz ?? entry!.FromHz, move.ToHz ?? entry!.ToHz, move.Section is null ? null : _sections.Of(move.Section));
    }
}
