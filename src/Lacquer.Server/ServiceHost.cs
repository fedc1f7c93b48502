using Lacquer.Server.Accounts;
using Lacquer.Server.Api;
using Lacquer.Server.Api.Description;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Lacquer.Server.Watching;
using Lacquer.Server.Webhooks;
using Lacquer.Server.Work;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Lacquer.Server;

/// <summary>Puts the service together.</summary>
public static partial class ServiceHost
{
    /// <summary>A service that is ready to run: the database is up to date, left-overs of an earlier run are gone.</summary>
    /// <exception cref="ServiceConfigurationException">The database cannot be reached, or was made by a later version.</exception>
    public static async Task<WebApplication> CreateAsync(ServiceSettings settings, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Directory.CreateDirectory(settings.DataFolder);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "lacquer", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(settings.Listen);
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, settings));
        Log(builder.Logging, settings);
        AddServices(builder.Services, settings);
        AddApi(builder.Services, settings);
        WebApplication app = builder.Build();
        await PrepareAsync(app.Services, cancel);
        if (settings.Accounts && !IsPrivate(settings))
        {
            LogOpenPasswords(app.Logger, settings.Listen);
        }

        if (!settings.Accounts && !new Uri(settings.Listen).IsLoopback)
        {
            LogOpenToAll(app.Logger, settings.Listen);
        }

        Map(app, settings);
        return app;
    }

    /// <summary>A worker without API: takes jobs from a database that it shares with others.</summary>
    /// <exception cref="ServiceConfigurationException">The database cannot be reached, or was made by a later version.</exception>
    public static async Task<IHost> CreateWorkerAsync(ServiceSettings settings, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Directory.CreateDirectory(settings.DataFolder);
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "lacquer", ContentRootPath = AppContext.BaseDirectory, DisableDefaults = true });
        Log(builder.Logging, settings);
        AddServices(builder.Services, settings);
        IHost host = builder.Build();
        await PrepareAsync(host.Services, cancel);
        return host;
    }

    /// <summary>Whether passwords and cookies are hidden on their way, as far as can be told from here.</summary>
    private static bool IsPrivate(ServiceSettings settings) =>
        (settings.PublicAddress ?? settings.Listen).StartsWith("https:", StringComparison.OrdinalIgnoreCase) || new Uri(settings.Listen).IsLoopback;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Passwords travel in the open to {Address}: put a proxy with TLS before it and set publicAddress")]
    private static partial void LogOpenPasswords(ILogger log, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whoever reaches {Address} can use this service and hear everything in it: turn on accounts, or see that only this machine reaches it")]
    private static partial void LogOpenToAll(ILogger log, string address);

    private static void Log(ILoggingBuilder logging, ServiceSettings settings) => (settings.LogAsJson
            ? logging.ClearProviders().AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"))
            : logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true))
        .SetMinimumLevel(LogLevel.Warning)
        .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None).AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None)
        // Never the requests themselves: their addresses hold the signatures of links.
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.Extensions.Identity", LogLevel.None).AddFilter(Audit.Category, LogLevel.Information);

    private static void Limit(KestrelServerOptions kestrel, ServiceSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = settings.MaxUploadBytes;
        kestrel.Limits.MaxConcurrentConnections = 10_000;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60); // also of a connection on which nothing has been asked yet
        var limit = new ConnectionLimit(settings.Proxies);
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => limit.InvokeAsync(connection, next)));
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    private static void AddServices(IServiceCollection services, ServiceSettings settings)
    {
        string sqlite = new SqliteConnectionStringBuilder { DataSource = Path.Combine(settings.DataFolder, "lacquer.db"), ForeignKeys = true, DefaultTimeout = 30 }.ToString();
        services.AddDbContextFactory<Store>(options => _ = settings.Database is { } postgres ? options.UseNpgsql(postgres) : options.UseSqlite(sqlite).AddInterceptors(new SecureDelete()));
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IObjectStore>(_ => settings.Objects is { } bucket ? new S3ObjectStore(bucket) : new FolderObjectStore(Path.Combine(settings.DataFolder, "objects")));
        services.AddSingleton<IJobQueue>(provider => settings.Broker is { } broker
            ? new RabbitQueue(broker, provider.GetRequiredService<ILogger<RabbitQueue>>())
            : new EmbeddedQueue(provider.GetRequiredService<JobBell>()));
        services.AddSingleton<JobBell>();
        services.AddSingleton<JobBoard>();
        services.AddSingleton<JobDesk>();
        services.AddSingleton<UploadDesk>();
        services.AddSingleton<WorkFolder>();
        services.AddSingleton<DeskRoom>();
        services.AddSingleton<Erasure>();
        if (settings.Telemetry is not null)
        {
            services.AddHostedService<TelemetryExport>(); // before the worker: it begins first and ends last
        }

        services.AddHostedService<Worker>();
        services.AddHostedService<MixKeeper>();
        services.AddSingleton<Retention>();
        AddAccounts(services);
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddIdentityCore<Account>(AccountRules.Set).AddUserStore<UserStore>();
        services.Configure<PasswordHasherOptions>(AccountRules.Set);
        services.AddScoped<AccountDesk>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<SameSite>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<Entrance>();
        services.AddSingleton<Audit>();
        services.AddSingleton<LinkSigner>();
        services.AddSingleton<Quotas>();
    }

    private static void AddApi(IServiceCollection services, ServiceSettings settings)
    {
        services.AddHostedService(provider => provider.GetRequiredService<Retention>());
        services.AddSingleton<LeftOvers>();
        services.AddHostedService(provider => provider.GetRequiredService<LeftOvers>());
        services.AddSingleton<PostBox>();
        services.AddSingleton<WebhookSender>();
        services.AddHostedService<Postman>();
        services.AddProblemDetails();
        services.AddRateLimiter(_ => { });
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // the answer is written in one place
        services.ConfigureHttpJsonOptions(options => ServiceJson.Of(options.SerializerOptions));
        services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "Lacquer";
                document.Info.Description = "An open mastering engineer: analyses a mix, masters it, and says why.";
                return Task.CompletedTask;
            });
            options.AddDocumentTransformer(OperationDescription.Describe);
            options.AddOperationTransformer(OperationDescription.Describe);
            if (settings.Accounts)
            {
                options.AddDocumentTransformer(SecuritySchemes.Describe);
                options.AddOperationTransformer(SecuritySchemes.Describe);
            }
        });
    }

    private static async Task PrepareAsync(IServiceProvider services, CancellationToken cancel)
    {
        Store store = await services.GetRequiredService<IDbContextFactory<Store>>().CreateDbContextAsync(cancel);
        await using (store)
        {
            try
            {
                await Migrator.BringUpToDateAsync(store, cancel);
            }
            catch (InvalidOperationException e) when (e.InnerException is not System.Data.Common.DbException)
            {
                throw new ServiceConfigurationException(e.Message, e);
            }
            catch (Exception e) when ((e as System.Data.Common.DbException ?? e.InnerException as System.Data.Common.DbException) is { } database)
            {
                throw new ServiceConfigurationException($"the database cannot be used: {database.Message.ReplaceLineEndings(" ")}", e) { MayPass = true };
            }
        }
    }

    /// <summary>Believes the nearest proxy where a request comes from, and nobody before it.</summary>
    private static void UseProxies(WebApplication app, ServiceSettings settings)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = 1 };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (System.Net.IPAddress proxy in settings.Proxies)
        {
            options.KnownProxies.Add(proxy);
        }

        app.UseForwardedHeaders(options);
    }

    private static void Map(WebApplication app, ServiceSettings settings)
    {
        if (settings.Telemetry is not null)
        {
            app.Use((http, next) => RequestSpans.InvokeAsync(http, next));
        }

        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Problems.WriteAsync, AllowStatusCode404Response = true });
        bool isTls = (settings.PublicAddress ?? settings.Listen).StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        app.Use((http, next) => SecurityHeaders.InvokeAsync(http, next, isTls));
        if (!settings.Accounts)
        {
            app.Use((http, next) => LoopbackGuard.InvokeAsync(http, next));
        }

        ServePage(app);
        if (settings.Proxies.Count > 0)
        {
            UseProxies(app, settings);
        }

        // Senders behind old proxies have only POST (tus 1.0.0, X-HTTP-Method-Override).
        app.UseWhen(http => http.Request.Headers.ContainsKey(TusEndpoints.VersionHeader), tus => tus.UseHttpMethodOverride());
        app.UseRouting();
        app.Use((http, next) => OddText.InvokeAsync(http, next));
        app.Use((http, next) => BodySize.InvokeAsync(http, next));
        if (settings.Accounts)
        {
            Entrance entrance = app.Services.GetRequiredService<Entrance>();
            app.UseRateLimiter(Rates.ByAddress(settings));
            app.Use((http, next) => entrance.InvokeAsync(http, next));
            app.UseRateLimiter(Rates.ByAccount(settings));
            LoginEndpoints.Map(app);
            KeyEndpoints.Map(app);
        }

        app.MapOpenApi("/openapi/{documentName}.json").OpenToAll();
        HealthEndpoints.Map(app);
        MetricsEndpoint.Map(app);
        AccountEndpoints.Map(app);
        CatalogueEndpoints.Map(app);
        UploadEndpoints.Map(app);
        AnalysisEndpoints.Map(app);
        MasterEndpoints.Map(app);
        JobEndpoints.Map(app);
        NoteEndpoints.Map(app);
        ReferenceEndpoints.Map(app);
        PresetEndpoints.Map(app);
        WebhookEndpoints.Map(app);
        ShareEndpoints.Map(app);
        ListenerEndpoints.Map(app);
        HandoverEndpoints.Map(app);
        LaterEndpoints.Map(app);
        app.MapFallback((HttpContext http, EndpointDataSource endpoints) => OtherMethod.Refuse(http, endpoints)).OpenToAll();
    }

    /// <summary>The studio page, where it was built. It comes before routing: whatever an endpoint has claimed, files are not looked for.</summary>
    private static void ServePage(WebApplication app)
    {
        string page = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!Directory.Exists(page))
        {
            return;
        }

        var files = new PhysicalFileProvider(page);
        app.Use((http, next) =>
        {
            // Whoever has a link to a master gets the same page; it asks the API for what the link opens.
            if (HttpMethods.IsGet(http.Request.Method) && http.Request.Path.StartsWithSegments("/share", StringComparison.Ordinal, out PathString token) && token.HasValue)
            {
                http.Request.Path = "/";
                http.Response.Headers["X-Robots-Tag"] = "noindex"; // a link that got out is not to be found by searching
            }

            return next(http);
        });
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            // What lies in assets has its digest in its name; the page itself must be asked for each time.
            OnPrepareResponse = answer => answer.Context.Response.Headers.CacheControl =
                answer.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }
}
