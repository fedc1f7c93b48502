using Lacquer.Dsp;

namespace Lacquer.Server;

/// <summary>How the service runs. The defaults are one user on one machine, with nothing else installed.</summary>
public sealed record ServiceSettings
{
    /// <summary>Folder of the database and of everything that is stored.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Address to listen at. Default loopback.</summary>
    public string Listen { get; init; } = "http://127.0.0.1:8420";

    /// <summary>Connection string of a PostgreSQL database, for many machines; null: SQLite in the data folder.</summary>
    public string? Database { get; init; }

    /// <summary>Address of a RabbitMQ broker (amqp://…), for many machines; null: the queue of this process.</summary>
    public string? Broker { get; init; }

    /// <summary>Bucket for sounds and reports, for many machines; null: the data folder.</summary>
    public Storage.S3Settings? Objects { get; init; }

    /// <summary>How to start the program that renders: a path and what comes before the verb.</summary>
    public required IReadOnlyList<string> RenderProgram { get; init; }

    /// <summary>Masters rendered at the same time; previews and analyses have one place more. 0 (the API alone) to 64, default 1.</summary>
    public int Renders { get; init => field = (int)Require.InRange(value, 0, 64, nameof(Renders)); } = 1;

    /// <summary>Largest upload in bytes. 1 kB to 64 GiB, default 2 GiB.</summary>
    public long MaxUploadBytes { get; init => field = (long)Require.InRange(value, 1_024, 1L << 36, nameof(MaxUploadBytes)); } = 1L << 31;

    /// <summary>Longest mix in minutes. 1 to 720, default 120.</summary>
    public double MaxMinutes { get; init => field = Require.InRange(value, 1, 720, nameof(MaxMinutes)); } = 120;

    /// <summary>
    /// Most samples that a mix may unpack to, in millions, all channels together: each takes four bytes of the work folder, twice. 1 to 65536,
    /// default 800 (two and a half hours of CD, 35 minutes at 192 kHz).
    /// </summary>
    public double MaxMegasamples { get; init => field = Require.InRange(value, 1, 65_536, nameof(MaxMegasamples)); } = 800;

    /// <summary>Seconds after which a worker that was not heard of is taken for dead. 1 to 600, default 15.</summary>
    public double LeaseSeconds { get; init => field = Require.InRange(value, 1, 600, nameof(LeaseSeconds)); } = 15;

    /// <summary>How often a job is begun before it has failed. 1 to 10, default 3.</summary>
    public int MaxAttempts { get; init => field = (int)Require.InRange(value, 1, 10, nameof(MaxAttempts)); } = 3;

    /// <summary>Memory that one render may use, in MiB. 128 to 65536, default 1024.</summary>
    public int RenderMemoryMebibytes { get; init => field = (int)Require.InRange(value, 128, 65_536, nameof(RenderMemoryMebibytes)); } = 1_024;

    /// <summary>Processor time that one render process may use, in seconds. 10 to 86400, default 3600.</summary>
    public int RenderCpuSeconds { get; init => field = (int)Require.InRange(value, 10, 86_400, nameof(RenderCpuSeconds)); } = 3_600;

    /// <summary>Hours that an unfinished upload is kept. 1 to 720, default 24.</summary>
    public double UploadHours { get; init => field = Require.InRange(value, 1, 720, nameof(UploadHours)); } = 24;

    /// <summary>Hours that a preview is kept. 0.1 to 720, default 2.</summary>
    public double PreviewHours { get; init => field = Require.InRange(value, 0.1, 720, nameof(PreviewHours)); } = 2;
}
