using System.Globalization;

namespace Lacquer.Server.Api;

/// <summary>Lists in pages, newest first. A page begins after the last entry of the one before, so that nothing is shown twice when something new comes.</summary>
internal static class Paging
{
    public const int Usual = 50;

    private const int Most = 200;

    /// <summary>How many entries a page has.</summary>
    /// <exception cref="ApiException">Not possible.</exception>
    public static int Limit(int limit) => limit is >= 1 and <= Most
        ? limit
        : throw new ApiException(StatusCodes.Status400BadRequest, "invalid-request", "Not possible", $"limit must lie between 1 and {Most}.");

    /// <summary>The last entry of the page before; null for the first page.</summary>
    /// <exception cref="ApiException">Not a place.</exception>
    public static (long Created, string Id)? After(string? after)
    {
        if (after is null)
        {
            return null;
        }

        string[] parts = after.Split('.', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long created)
            ? (created, parts[1])
            : throw new ApiException(StatusCodes.Status400BadRequest, "invalid-request", "Not possible", "after must be what the page before gave as next.");
    }

    /// <param name="found">One entry more than the page has, if there is one.</param>
    /// <param name="limit">Entries of a page.</param>
    /// <param name="view">How an entry is shown.</param>
    /// <param name="place">Where an entry stands.</param>
    public static Page<TView> Of<T, TView>(IReadOnlyList<T> found, int limit, Func<T, TView> view, Func<T, (long Created, string Id)> place) => new()
    {
        Items = [.. found.Take(limit).Select(view)],
        Next = found.Count > limit ? string.Create(CultureInfo.InvariantCulture, $"{place(found[limit - 1]).Created}.{place(found[limit - 1]).Id}") : null,
    };
}
