using Lacquer.Mastering.Analysis.References;
using Lacquer.Mastering.Decision;
using Lacquer.Mastering.Decision.References;

namespace Lacquer.Server.Work;

/// <summary>What a master is to be drawn towards, as the API takes it.</summary>
internal sealed record WishedReferences
{
    /// <summary>The tracks; none: nothing any more.</summary>
    public IReadOnlyList<WishedReference> Tracks { get; init; } = [];

    /// <summary>How far, in percent; null: the default.</summary>
    public double? Match { get; init; }

    /// <summary>In what: tone, width, dynamics, loudness; null: the default.</summary>
    public IReadOnlyList<ReferenceAspect>? Aspects { get; init; }

    /// <summary>The same for the engine; null for nothing.</summary>
    /// <exception cref="PlanException">A value is not possible.</exception>
    public MatchedReference? Read()
    {
        if (Tracks.Count == 0)
        {
            return null;
        }

        try
        {
            var reference = MatchedReference.Of([.. Tracks.Select(track => new WeighedProfile
            {
                Profile = ReferenceProfileJson.Read(track.Profile ?? throw new InvalidOperationException("The profile was not looked up.")),
                Weight = track.Weight,
            })]);
            return reference with { Match = Match ?? reference.Match, Aspects = Aspects ?? reference.Aspects };
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new PlanException($"the references cannot be used: {e.Message.Split(" (Parameter", 2)[0]}", e);
        }
    }
}
