namespace Lacquer.Mastering.Analysis;

/// <summary>A stretch of a track, in seconds.</summary>
internal readonly record struct Stretch(double FromSeconds, double ToSeconds)
{
    /// <summary>What remains of a stretch without others.</summary>
    public static List<Stretch> Without(IEnumerable<Stretch> stretches, IReadOnlyList<Stretch> others)
    {
        List<Stretch> rest = [.. stretches];
        foreach (Stretch other in others)
        {
            rest = [.. rest.SelectMany(stretch => stretch.Except(other))];
        }

        return rest;
    }

    private IEnumerable<Stretch> Except(Stretch other)
    {
        if (other.FromSeconds >= ToSeconds || other.ToSeconds <= FromSeconds)
        {
            yield return this;
            yield break;
        }

        if (other.FromSeconds > FromSeconds)
        {
            yield return new Stretch(FromSeconds, other.FromSeconds);
        }

        if (other.ToSeconds < ToSeconds)
        {
            yield return new Stretch(other.ToSeconds, ToSeconds);
        }
    }
}
