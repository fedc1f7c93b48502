using Lacquer.Mastering;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Cli;

/// <summary>References as the command line asks for them.</summary>
internal sealed record ReferenceWish
{
    /// <summary>Files to read; none: what was saved, or nothing.</summary>
    public required IReadOnlyList<ReferenceFile> Files { get; init; }

    /// <summary>References of a preset or an earlier plan, which need no file; null without any.</summary>
    public required MatchedReference? Saved { get; init; }

    /// <summary>How far, in percent; null: the default.</summary>
    public required double? Match { get; init; }

    /// <summary>In what; null: the default.</summary>
    public required IReadOnlyList<ReferenceAspect>? Aspects { get; init; }

    /// <summary>Reads the files, once for all mixes; null when there is nothing to be drawn towards.</summary>
    public MatchedReference? Read(MasteringSession session, CancellationToken cancel)
    {
        MatchedReference? reference = Files.Count == 0
            ? Saved
            : ProgressBar.Show(Files.Count == 1 ? Path.GetFileName(Files[0].Path) : $"{Files.Count} references", progress => session.ReadReferences(Files, progress, cancel));
        return reference is null ? null : reference with { Match = Match ?? reference.Match, Aspects = Aspects ?? reference.Aspects };
    }
}
