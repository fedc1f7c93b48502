using System.Globalization;
using System.Net;
using Lacquer.Server.Accounts;
using Lacquer.Server.Storage;
using Microsoft.Extensions.Configuration;

namespace Lacquer.Server;

/// <summary>
/// Settings from a file and from the environment, which wins: <c>renders</c> in the file is <c>LACQUER_RENDERS</c> there, <c>objects.bucket</c> is
/// <c>LACQUER_OBJECTS__BUCKET</c>. Everything is checked at the start; a name that is not known is an error, not a surprise later.
/// </summary>
public static class ServiceConfiguration
{
    private const string Prefix = "LACQUER_";

    private static readonly string[] Known =
    [
        "data", "listen", "database", "broker", "renders", "maxUploadBytes", "maxMinutes", "maxMegasamples", "leaseSeconds", "maxAttempts", "renderMemoryMebibytes",
        "renderCpuSeconds", "uploadHours", "previewHours", "jobDays", "objects", "objects:endpoint", "objects:bucket", "objects:accessKey", "objects:secretKey", "objects:region",
        "accounts", "signUp", "publicAddress", "sessionHours", "signUpPlan", "linkKey", "plans",
        "maxWaitingJobs", "requestsPerMinute", "loginsPerMinute", "concurrentUploads", "proxies", "webhookHosts", "telemetry", "logAsJson",
    ];

    // Of the same prefix, and somebody else's.
    private static readonly string[] NotOurs = ["CONFIG", "MODEL", "FFMPEG", "FFPROBE", "TEST_MUSIC", "API_KEY", "API_KEY_FILE"];

    /// <summary>Reads them.</summary>
    /// <param name="file">A JSON file; null for none.</param>
    /// <param name="usualData">The data folder when none is given.</param>
    /// <param name="renderProgram">How to start the program that renders.</param>
    /// <exception cref="ServiceConfigurationException">A setting is unknown or not possible.</exception>
    public static ServiceSettings Read(string? file, string usualData, IReadOnlyList<string> renderProgram)
    {
        IConfigurationRoot all;
        try
        {
            var builder = new ConfigurationBuilder();
            if (file is not null)
            {
                builder.AddJsonFile(Path.GetFullPath(file), optional: false);
            }

            all = builder.AddEnvironmentVariables(Prefix).Build();
        }
        catch (Exception exception) when (exception is IOException or FormatException or InvalidDataException)
        {
            throw new ServiceConfigurationException($"the configuration {file} cannot be read: {(exception.InnerException ?? exception).Message}", exception);
        }

        foreach ((string name, string? value) in all.AsEnumerable())
        {
            bool ours = IsOfPlan(name) || Known.Contains(name, StringComparer.OrdinalIgnoreCase) || (value is not null && NotOurs.Contains(name, StringComparer.OrdinalIgnoreCase));
            if (!ours)
            {
                throw new ServiceConfigurationException($"there is no setting '{name.Replace(':', '.')}'; the settings are {string.Join(", ", Known.Select(known => known.Replace(':', '.')))}.");
            }
        }

        try
        {
            string data = Path.GetFullPath(all["data"] ?? usualData);
            var settings = new ServiceSettings { DataFolder = data, RenderProgram = renderProgram };
            ServiceSettings read = settings with
            {
                Listen = Listen(all) ?? settings.Listen,
                Database = Database(all),
                Broker = Broker(all),
                Objects = Objects(all.GetSection("objects")),
                Renders = (int)Whole(all, "renders", settings.Renders),
                MaxUploadBytes = (long)Whole(all, "maxUploadBytes", settings.MaxUploadBytes),
                MaxMinutes = Number(all, "maxMinutes", settings.MaxMinutes),
                MaxMegasamples = Number(all, "maxMegasamples", settings.MaxMegasamples),
                LeaseSeconds = Number(all, "leaseSeconds", settings.LeaseSeconds),
                MaxAttempts = (int)Whole(all, "maxAttempts", settings.MaxAttempts),
                RenderMemoryMebibytes = (int)Whole(all, "renderMemoryMebibytes", settings.RenderMemoryMebibytes),
                RenderCpuSeconds = (int)Whole(all, "renderCpuSeconds", settings.RenderCpuSeconds),
                UploadHours = Number(all, "uploadHours", settings.UploadHours),
                PreviewHours = Number(all, "previewHours", settings.PreviewHours),
                JobDays = Number(all, "jobDays", settings.JobDays),
                Accounts = Choice(all, "accounts", settings.Accounts),
                SignUp = Choice(all, "signUp", settings.SignUp),
                PublicAddress = Address(all, "publicAddress"),
                SessionHours = Number(all, "sessionHours", settings.SessionHours),
                Plans = Plans.Read(all.GetSection("plans")),
                MaxWaitingJobs = (int)Whole(all, "maxWaitingJobs", settings.MaxWaitingJobs),
                RequestsPerMinute = (int)Whole(all, "requestsPerMinute", settings.RequestsPerMinute),
                LoginsPerMinute = (int)Whole(all, "loginsPerMinute", settings.LoginsPerMinute),
                ConcurrentUploads = (int)Whole(all, "concurrentUploads", settings.ConcurrentUploads),
                Proxies = [.. (all["proxies"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Proxy)],
                Telemetry = Address(all, "telemetry"),
                LogAsJson = Choice(all, "logAsJson", settings.LogAsJson),
                WebhookHosts = (all["webhookHosts"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                LinkKey = all["linkKey"] ?? settings.LinkKey,
                SignUpPlan = all["signUpPlan"] ?? settings.SignUpPlan,
            };
            return read.Plans.ContainsKey(read.SignUpPlan) ? read : throw new ServiceConfigurationException($"signUpPlan is '{read.SignUpPlan}', which is not among the plans.");
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new ServiceConfigurationException($"a setting is not possible: {e.Message.Split(" (Parameter", 2)[0]}", e);
        }
    }

    /// <summary>plans:NAME, plans:NAME:SETTING and the entries of a list.</summary>
    private static bool IsOfPlan(string name) =>
        name.Split(':') is [var first, { Length: > 0 }, .. var rest] && first.Equals("plans", StringComparison.OrdinalIgnoreCase)
        && (rest is [] || (rest is [var setting] && Plans.Settings.Contains(setting, StringComparer.OrdinalIgnoreCase))
            || (rest is [var list, var place] && list.Equals("formats", StringComparison.OrdinalIgnoreCase) && place.All(char.IsAsciiDigit)));

    private static IPAddress Proxy(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) ? address : throw new ServiceConfigurationException($"proxies has '{text}', which is no IP address.");

    private static double Number(IConfiguration all, string name, double usual) =>
        all[name] is not { } text ? usual
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
        : throw new ServiceConfigurationException($"{name} is '{text}', which is no number.");

    private static double Whole(IConfiguration all, string name, double usual) =>
        Number(all, name, usual) is var value && value == Math.Floor(value) ? value : throw new ServiceConfigurationException($"{name} is '{all[name]}'; give a whole number.");

    private static string? Listen(IConfiguration all) =>
        Address(all, "listen") is not { } text ? null
        : new Uri(text) is var address && address.Scheme == Uri.UriSchemeHttps ? throw new ServiceConfigurationException($"listen is '{text}', and this program speaks http alone: put a proxy that ends TLS before it, and set publicAddress.")
        : address.PathAndQuery is "/" ? text.TrimEnd('/')
        : throw new ServiceConfigurationException($"listen is '{text}'; give an address without a path, as in http://127.0.0.1:8420.");

    private static string? Database(IConfiguration all)
    {
        if (all["database"] is not { } text)
        {
            return null;
        }

        try
        {
            return new Npgsql.NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 } ? text : throw new ServiceConfigurationException("database names no Host; give a connection string of PostgreSQL, as in Host=…;Username=…;Password=…;Database=….");
        }
        catch (ArgumentException e)
        {
            // Never the text itself: it holds a password.
            throw new ServiceConfigurationException($"database is no connection string of PostgreSQL, as in Host=…;Username=…;Password=…;Database=… ({e.Message.Split(" (Parameter", 2)[0]}).", e);
        }
    }

    private static bool Choice(IConfiguration all, string name, bool usual) =>
        all[name] is not { } text ? usual
        : bool.TryParse(text, out bool value) ? value
        : throw new ServiceConfigurationException($"{name} is '{text}'; give true or false.");

    private static string? Address(IConfiguration all, string name) =>
        all[name] is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? text
        : throw new ServiceConfigurationException($"{name} is '{text}'; give an address as in http://127.0.0.1:8420.");

    private static string? Broker(IConfiguration all) =>
        all["broker"] is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "amqp" or "amqps" ? text
        : throw new ServiceConfigurationException("broker must be an address as in amqp://user:password@host:5672.");

    private static S3Settings? Objects(IConfigurationSection section)
    {
        string Needed(string name) => section[name] ?? throw new ServiceConfigurationException($"objects.{name} is missing: a bucket needs endpoint, bucket, accessKey and secretKey.");
        return !section.Exists() ? null : new S3Settings
        {
            Endpoint = Address(section, "endpoint") ?? Needed("endpoint"),
            Bucket = Needed("bucket"),
            AccessKey = Needed("accessKey"),
            SecretKey = Needed("secretKey"),
            Region = section["region"] ?? "us-east-1",
        };
    }
}
