using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OrleansSync.Server.Telemetry;

/// <summary>
/// Metrics and traces over OTLP, when an address is given: <c>Telemetry:OtlpEndpoint</c>, or the standard variable
/// OTEL_EXPORTER_OTLP_ENDPOINT, whose relatives (protocol, headers, intervals) are honoured too.
/// </summary>
internal static class TelemetrySetup
{
    /// <summary>The name of every meter and activity source of ours begins with this.</summary>
    public const string SourceName = "OrleansSync";

    private static readonly string[] Meters =
        [$"{SourceName}*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Orleans", "Npgsql", "System.Runtime"];

    private static readonly string[] Sources =
        [$"{SourceName}*", "Microsoft.AspNetCore", "Microsoft.Orleans.Application", "Npgsql"];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CallTelemetry>();
        var given = builder.Configuration["Telemetry:OtlpEndpoint"];
        if (string.IsNullOrEmpty(given) && string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        var endpoint = ReadEndpoint(given);
        var resource = ResourceBuilder.CreateDefault().AddService("orleanssync", serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Meters)
            .AddOtlpExporter(otlp => SetEndpoint(otlp, endpoint, "v1/metrics"))
            .Build());
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Sources)
            .AddOtlpExporter(otlp => SetEndpoint(otlp, endpoint, "v1/traces"))
            .Build());
        builder.Services.AddHostedService<TelemetryService>();
    }

    private static Uri? ReadEndpoint(string? given)
    {
        if (string.IsNullOrEmpty(given))
        {
            return null;
        }

        return Uri.TryCreate(given, UriKind.Absolute, out var endpoint) && endpoint.Scheme is ("http" or "https")
            ? endpoint
            : throw new Hosting.ServerSetupException("Telemetry:OtlpEndpoint is not an http or https address; it looks like http://localhost:4318.");
    }

    private static void SetEndpoint(OpenTelemetry.Exporter.OtlpExporterOptions otlp, Uri? endpoint, string path)
    {
        if (endpoint is not null)
        {
            otlp.Protocol = OpenTelemetry.Exporter.OtlpExportProtocol.HttpProtobuf;
            otlp.Endpoint = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path);
        }
    }
}
