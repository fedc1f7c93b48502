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

    /// <summary>Days that analyses and deliveries in other formats are kept; masters stay until they are erased. 1 to 3650, default 90.</summary>
    public double JobDays { get; init => field = Require.InRange(value, 1, 3_650, nameof(JobDays)); } = 90;

    /// <summary>Whether people log in. Without, the service serves one person on this machine.</summary>
    public bool Accounts { get; init; }

    /// <summary>Whether anybody may sign up; else accounts are made on the machine. Default yes.</summary>
    public bool SignUp { get; init; } = true;

    /// <summary>Where browsers find the service when a proxy stands before it, as in https://master.example.org; null: as requests name it.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>Hours that a session lasts without being used. 0.1 to 2160, default 168.</summary>
    public double SessionHours { get; init => field = Require.InRange(value, 0.1, 2_160, nameof(SessionHours)); } = 168;

    /// <summary>Name of the plan of new accounts.</summary>
    public string SignUpPlan { get; init; } = "free";

    /// <summary>Name of the key that links are signed with. Another name makes another key, and every link of before void.</summary>
    public string LinkKey { get; init; } = "1";

    /// <summary>The plans by name.</summary>
    public IReadOnlyDictionary<string, Lacquer.Server.Accounts.Plan> Plans { get; init; } = Lacquer.Server.Accounts.Plans.BuiltIn;

    /// <summary>Jobs that may wait, of all accounts; more are refused for a while. 1 to a million, default 1000.</summary>
    public int MaxWaitingJobs { get; init => field = (int)Require.InRange(value, 1, 1_000_000, nameof(MaxWaitingJobs)); } = 1_000;

    /// <summary>With accounts: requests a minute of one account; of one address, four times as many. 10 to a million, default 1200.</summary>
    public int RequestsPerMinute { get; init => field = (int)Require.InRange(value, 10, 1_000_000, nameof(RequestsPerMinute)); } = 1_200;

    /// <summary>With accounts: logins, sign-ups and the like a minute from one address. 1 to 10000, default 10.</summary>
    public int LoginsPerMinute { get; init => field = (int)Require.InRange(value, 1, 10_000, nameof(LoginsPerMinute)); } = 10;

    /// <summary>With accounts: uploads that one account sends at the same time. 1 to 1000, default 8.</summary>
    public int ConcurrentUploads { get; init => field = (int)Require.InRange(value, 1, 1_000, nameof(ConcurrentUploads)); } = 8;

    /// <summary>Addresses of proxies whose word counts on where a request comes from (X-Forwarded-For).</summary>
    public IReadOnlyList<System.Net.IPAddress> Proxies { get; init; } = [];

    /// <summary>Hosts of webhooks that may be reached by plain http and in private networks, for development. Default none.</summary>
    public IReadOnlyList<string> WebhookHosts { get; init; } = [];
}
