namespace Lacquer.Server.Api;

/// <summary>A revision as a listener sees it.</summary>
internal sealed record SharedRevisionView
{
    public required int Number { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>untouched, levelOnly or mastered.</summary>
    public required string Verdict { get; init; }

    public required double DurationSeconds { get; init; }

    /// <summary>Integrated loudness of the mix, in LUFS; null for silence.</summary>
    public required double? MixLoudnessLufs { get; init; }

    /// <summary>Integrated loudness of this revision, in LUFS; null for silence.</summary>
    public required double? LoudnessLufs { get; init; }

    /// <summary>Highest true peak, in dBTP; null for silence.</summary>
    public required double? TruePeakDbtp { get; init; }

    /// <summary>Addresses: audio, charts.</summary>
    public required IReadOnlyDictionary<string, string> Links { get; init; }
}
