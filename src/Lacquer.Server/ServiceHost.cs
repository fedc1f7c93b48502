using Lacquer.Server.Api;
using Lacquer.Server.Jobs;
using Lacquer.Server.Storage;
using Lacquer.Server.Work;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Lacquer.Server;

/// <summary>Puts the service together.</summary>
public static class ServiceHost
{
    /// <summary>A service that is ready to run: the database is up to date, left-overs of an earlier run are gone.</summary>
    /// <exception cref="InvalidOperationException">The database was made by a later version.</exception>
    public static async Task<WebApplication> CreateAsync(ServiceSettings settings, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Directory.CreateDirectory(settings.DataFolder);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "lacquer", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(settings.Listen);
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, settings));
        Log(builder.Logging);
        AddServices(builder.Services, settings);
        AddApi(builder.Services);
        WebApplication app = builder.Build();
        await PrepareAsync(app.Services, cancel);
        Map(app);
        return app;
    }

    /// <summary>A worker without API: takes jobs from a database that it shares with others.</summary>
    /// <exception cref="InvalidOperationException">The database was made by a later version.</exception>
    public static async Task<IHost> CreateWorkerAsync(ServiceSettings settings, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Directory.CreateDirectory(settings.DataFolder);
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "lacquer", ContentRootPath = AppContext.BaseDirectory, DisableDefaults = true });
        Log(builder.Logging);
        AddServices(builder.Services, settings);
        IHost host = builder.Build();
        await PrepareAsync(host.Services, cancel);
        return host;
    }

    private static void Log(ILoggingBuilder logging) => logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
        .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None).AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None);

    private static void Limit(KestrelServerOptions kestrel, ServiceSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = settings.MaxUploadBytes;
        kestrel.Limits.MaxConcurrentConnections = 1_000;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    private static void AddServices(IServiceCollection services, ServiceSettings settings)
    {
        string sqlite = new SqliteConnectionStringBuilder { DataSource = Path.Combine(settings.DataFolder, "lacquer.db"), ForeignKeys = true, DefaultTimeout = 30 }.ToString();
        services.AddDbContextFactory<Store>(options => _ = settings.Database is { } postgres ? options.UseNpgsql(postgres) : options.UseSqlite(sqlite));
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
        services.AddHostedService<Worker>();
        services.AddSingleton<Retention>();
    }

    private static void AddApi(IServiceCollection services)
    {
        services.AddHostedService(provider => provider.GetRequiredService<Retention>());
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // the answer is written in one place
        services.ConfigureHttpJsonOptions(options => ServiceJson.Of(options.SerializerOptions));
        services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Lacquer";
            document.Info.Description = "An open mastering engineer: analyses a mix, masters it, and says why.";
            return Task.CompletedTask;
        }));
    }

    private static async Task PrepareAsync(IServiceProvider services, CancellationToken cancel)
    {
        Store store = await services.GetRequiredService<IDbContextFactory<Store>>().CreateDbContextAsync(cancel);
        await using (store)
        {
            await Migrator.BringUpToDateAsync(store, cancel);
        }
    }

    private static void Map(WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Problems.WriteAsync, AllowStatusCode404Response = true });
        app.Use((http, next) => SecurityHeaders.InvokeAsync(http, next));
        app.Use((http, next) => LoopbackGuard.InvokeAsync(http, next));
        ServePage(app);
        app.UseRouting();
        app.MapOpenApi("/openapi/{documentName}.json");
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
        app.MapFallback(() => { throw ApiException.NotFound("address"); });
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
