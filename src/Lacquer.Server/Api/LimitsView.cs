using Lacquer.Server.Accounts;

namespace Lacquer.Server.Api;

/// <summary>What a plan allows; null: no limit.</summary>
internal sealed record LimitsView
{
    public required long? StoredBytes { get; init; }

    public required int? MastersAMonth { get; init; }

    public required int? ConcurrentJobs { get; init; }

    public required long? MaxUploadBytes { get; init; }

    /// <summary>Formats that sounds are delivered in; none: all.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    public required string PreviewFormat { get; init; }

    public static LimitsView Of(Plan plan) => new()
    {
        StoredBytes = plan.StoredBytes,
        MastersAMonth = plan.MastersAMonth,
        ConcurrentJobs = plan.ConcurrentJobs,
        MaxUploadBytes = plan.MaxUploadBytes,
        Formats = plan.Formats,
        PreviewFormat = plan.PreviewFormat,
    };
}
