using Lacquer.Dsp;

namespace Lacquer.Server.Accounts;

/// <summary>What an account may have. What is left out has no limit.</summary>
public sealed record Plan
{
    /// <summary>No limits: the account of a service without login.</summary>
    public static readonly Plan Unlimited = new();

    /// <summary>Bytes of uploads stored at the same time. 1 kB to 1 EB.</summary>
    public long? StoredBytes { get; init => field = (long?)Within(value, 1_024, 1e18, nameof(StoredBytes)); }

    /// <summary>Masters and revisions begun in a month (UTC). 0 to a million.</summary>
    public int? MastersAMonth { get; init => field = (int?)Within(value, 0, 1e6, nameof(MastersAMonth)); }

    /// <summary>Jobs that wait or run at the same time. 1 to 10000.</summary>
    public int? ConcurrentJobs { get; init => field = (int?)Within(value, 1, 10_000, nameof(ConcurrentJobs)); }

    /// <summary>Largest upload, in bytes; the service's own limit holds as well. 1 kB to 64 GiB.</summary>
    public long? MaxUploadBytes { get; init => field = (long?)Within(value, 1_024, 1L << 36, nameof(MaxUploadBytes)); }

    /// <summary>Formats that sounds are delivered in, as in <c>mp3</c>; none: all.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>Format of previews; of masters too where the plan does not deliver wav. Default wav, or the first that is delivered.</summary>
    public string PreviewFormat { get => field ?? (Delivers("wav") ? "wav" : Formats[0]); init; }

    /// <summary>Whether sounds are delivered in a format.</summary>
    public bool Delivers(string format) => Formats.Count == 0 || Formats.Contains(format, StringComparer.OrdinalIgnoreCase);

    private static double? Within(double? value, double min, double max, string name) => value is { } number ? Require.InRange(number, min, max, name) : null;
}
