using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Lacquer.Server.Watching;

/// <summary>What the service tells of itself by OpenTelemetry: the names are part of its documentation. No names, notes or addresses of users.</summary>
internal static class Telemetry
{
    public const string Name = "Lacquer";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    /// <summary>Jobs whose work ended on this machine, by kind and outcome.</summary>
    public static readonly Counter<long> JobsEnded = Meter.CreateCounter<long>("lacquer.jobs.ended", "{job}", "Jobs whose work ended on this machine.");

    /// <summary>From the request until a worker took the job.</summary>
    public static readonly Histogram<double> JobWait = Meter.CreateHistogram<double>("lacquer.job.wait", "s", "From the request until a worker took the job.");

    /// <summary>From taking a job until its result was stored.</summary>
    public static readonly Histogram<double> JobDuration = Meter.CreateHistogram<double>("lacquer.job.duration", "s", "From taking a job until its result was stored.");
}
