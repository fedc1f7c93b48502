using Lacquer.Dsp;
using Lacquer.Mastering.Analysis.References;

namespace Lacquer.Mastering.Decision.References;

/// <summary>What a master is drawn towards, and how far. Holds the references' numbers, so that nothing else of them is needed.</summary>
public sealed record MatchedReference
{
    /// <summary>
    /// Half of the way. Two songs differ in tone by about as much through their instruments and keys as through how they were mixed and
    /// mastered, and a measurement cannot tell the two apart: where both are equally likely, half is the best guess.
    /// </summary>
    public const double DefaultMatch = 50;

    /// <summary>
    /// Everything that is sound. Loudness is left to the controls: it is a question of where the music is played, and a reference is as
    /// a rule a finished master, louder than streaming plays it.
    /// </summary>
    public static readonly IReadOnlyList<ReferenceAspect> DefaultAspects = [ReferenceAspect.Tone, ReferenceAspect.Width, ReferenceAspect.Dynamics];

    /// <summary>The references.</summary>
    public required IReadOnlyList<ReferenceSource> Sources { get; init; }

    /// <summary>How far the master is drawn towards them, in percent: 0 nothing of the way to 100 all of it. Default 50.</summary>
    public double Match { get; init => field = Require.InRange(value, 0, 100, nameof(Match)); } = DefaultMatch;

    /// <summary>In which aspects. Default tone, width and dynamics.</summary>
    public IReadOnlyList<ReferenceAspect> Aspects { get; init; } = DefaultAspects;

    /// <summary>Their numbers, averaged by weight.</summary>
    public required ReferenceProfile Profile { get; init; }

    /// <summary>One or several references.</summary>
    /// <param name="references">At least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static MatchedReference Of(IReadOnlyList<WeighedProfile> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        return references.Count == 0
            ? throw new ArgumentException("At least one reference is needed.", nameof(references))
            : new MatchedReference
            {
                Sources = [.. references.Select(reference => new ReferenceSource
                {
                    Name = reference.Profile.Name,
                    Sha256 = reference.Profile.Sha256,
                    Weight = reference.Weight,
                })],
                Profile = ProfileAverage.Of(references),
            };
    }

    /// <summary>How far an aspect is drawn, 0 to 1.</summary>
    public double Share(ReferenceAspect aspect) => Aspects.Contains(aspect) ? Match / 100 : 0;
}
