namespace Lacquer.Mastering.Rendering;

/// <summary>Which variant of a stage plays from which second on. The first entry starts at 0; entries are in order of time.</summary>
internal sealed record SectionSchedule
{
    /// <summary>Start of each entry, in seconds.</summary>
    public required double[] StartSeconds { get; init; }

    /// <summary>Index of the variant that plays from there.</summary>
    public required int[] Variant { get; init; }

    /// <summary>Length of the cross-fade at each entry's start, in seconds, centred on it. The first one's is not used.</summary>
    public required double[] FadeSeconds { get; init; }
}
