using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Lacquer.Server.Watching;

/// <summary>Sends traces and metrics to a collector by OTLP over HTTP while the program runs, and what is left when it stops.</summary>
internal sealed class TelemetryExport(ServiceSettings settings) : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var collector = new Uri(settings.Telemetry!);
        ResourceBuilder self = ResourceBuilder.CreateEmpty()
            .AddService("lacquer", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3), serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}");
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(self).AddSource(Telemetry.Name, RequestSpans.Source)
            .AddOtlpExporter(otlp => To(otlp, new Uri(collector, "/v1/traces"))).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(self).AddMeter(Telemetry.Name, "Microsoft.AspNetCore.Hosting", "System.Runtime")
            .AddOtlpExporter(otlp => To(otlp, new Uri(collector, "/v1/metrics"))).Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static void To(OtlpExporterOptions otlp, Uri address)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = address;
        // A collector that is away must hold up nothing.
        otlp.TimeoutMilliseconds = 5_000;
    }
}
