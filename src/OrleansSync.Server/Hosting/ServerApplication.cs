using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Helix;
using OrleansSync.Postgres;
using OrleansSync.Postgres.Identity;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Server.ApiKeys;
using OrleansSync.Server.Applications;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Catalog;
using OrleansSync.Server.Clusters;
using OrleansSync.Server.DatabaseInstances;
using OrleansSync.Server.Databases;
using OrleansSync.Server.Deployments;
using OrleansSync.Server.Errors;
using OrleansSync.Server.Health;
using OrleansSync.Server.ParkedRows;
using OrleansSync.Server.HelixCli;
using OrleansSync.Server.Projects;
using OrleansSync.Server.Requests;
using OrleansSync.Server.Schemas;
using OrleansSync.Server.Secrets;
using OrleansSync.Server.SharePointConnections;
using OrleansSync.Server.SharePointLists;
using OrleansSync.Server.SharePointSites;
using OrleansSync.Server.SyncDefinitions;
using OrleansSync.Server.SyncRuns;
using OrleansSync.Server.Telemetry;
using OrleansSync.Server.Webhooks;
using OrleansSync.Server.Workspaces;
using OrleansSync.SharePoint;

namespace OrleansSync.Server.Hosting;

/// <summary>The composition root: what the server is made of, and the order in which it starts.</summary>
internal static partial class ServerApplication
{
    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>0 after a graceful stop; 1 when the server could not start, with the cause in the log.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        WebApplication? app = null;
        try
        {
            app = Build(args);
            await StartAsync(app, CancellationToken.None);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception) when (IsCauseForPeople(exception))
        {
            using var fallback = app is null ? LoggerFactory.Create(logging => logging.AddJsonConsole()) : null;
            var loggers = fallback ?? app!.Services.GetRequiredService<ILoggerFactory>();
            LogCannotStart(loggers.CreateLogger("OrleansSync.Server"), exception.Message);
            return 1;
        }
        finally
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }
        }
    }

    /// <summary>Puts the server together without starting it.</summary>
    /// <param name="args">Settings as <c>--Section:Name value</c>; they win over the environment and the file.</param>
    /// <param name="customise">Replaces parts, for tests.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? customise = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddEnvironmentVariables("ORLEANSSYNC_").AddCommandLine(args);
        builder.AddLogging();
        builder.AddTelemetry();
        builder.AddListeners();
        builder.AddSilo();
        builder.Services.AddPostgresMetastore(builder.Configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IIdSource, SystemIdSource>();
        builder.AddSecrets();
        builder.Services.AddSharePoint(builder.Configuration);
        builder.AddWebhooks();
        builder.Services.AddCatalog();
        builder.Services.AddSyncRuns(builder.Configuration);
        builder.Services.AddHelix(builder.Configuration, provider => provider.GetRequiredService<DataDirectory>().GetPath("artifacts"));
        builder.Services.AddHelixCli();
        builder.Services.AddApiKeyAuthentication();
        builder.Services.AddGrpcServices();
        builder.Services.AddServerHealth();
        customise?.Invoke(builder);

        var app = builder.Build();
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseMiddleware<UnreadableMessageMiddleware>();
        app.UseHelixCliErrors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGrpcService<SyncDefinitionsService>();
        app.MapGrpcService<ApiKeysService>();
        app.MapGrpcService<ApplicationsService>();
        app.MapGrpcService<DatabasesService>();
        app.MapGrpcService<DatabaseInstancesService>();
        app.MapGrpcService<SchemasService>();
        app.MapGrpcService<SecretsService>();
        app.MapGrpcService<SharePointConnectionsService>();
        app.MapGrpcService<SharePointSitesService>();
        app.MapGrpcService<SharePointListsService>();
        app.MapGrpcService<SyncRunsService>();
        app.MapGrpcService<ParkedRowsService>();
        app.MapGrpcService<WorkspacesService>();
        app.MapGrpcService<ProjectsService>();
        app.MapGrpcService<ClustersService>();
        app.MapGrpcService<DeploymentsService>();
        app.MapHelixCli();
        app.MapGrpcHealthChecksService().AllowAnonymous();
        app.MapGrpcReflectionService();
        app.MapWebhooks();
        return app;
    }

    /// <summary>Starts in order: the certificate, the metastore's schema, the keys of secrets and of webhooks, the first key, then silo and listeners.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var listen = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.Listen;
        var http1 = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.ListenHttp1;
        if (ListenAddress.ParseAll($"{listen};{http1}").Any(address => address.IsHttps))
        {
            await app.Services.GetRequiredService<ServerCertificate>().LoadAsync(cancellationToken);
        }

        if (app.Services.GetRequiredService<IOptions<HelixOptions>>().Value.SignInForDevelopment && ListenAddress.ParseAll($"{listen};{http1}").Any(address => !IPAddress.IsLoopback(address.Address)))
        {
            throw new ServerSetupException("Helix:SignInForDevelopment signs everybody in, so the server may listen on this machine only; take the setting away, or listen on 127.0.0.1.");
        }

        await app.Services.GetRequiredService<MetastoreMigrator>().MigrateAsync(cancellationToken);
        await app.Services.GetRequiredService<KeyRing>().OpenAsync(cancellationToken);
        await app.Services.GetRequiredService<WebhookKey>().LoadAsync(cancellationToken);
        await app.Services.GetRequiredService<FirstAdminKey>().EnsureAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
    }

    private static void AddGrpcServices(this IServiceCollection services)
    {
        services.AddGrpc(grpc =>
        {
            grpc.Interceptors.Add<TelemetryInterceptor>();
            grpc.Interceptors.Add<ErrorInterceptor>();
        }).AddServiceOptions<DeploymentsService>(grpc => grpc.MaxReceiveMessageSize = DeploymentsService.RequestBytesMax);
        services.AddGrpcReflection();
    }

    private static void AddLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(json =>
        {
            json.IncludeScopes = true;
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
    }

    // What a person can mend by reading the message; anything else is a fault of ours and keeps its stack trace.
    private static bool IsCauseForPeople(Exception exception) =>
        exception is SyncException or OptionsValidationException or OrleansConfigurationException or AddressInUseException or IOException or UnauthorizedAccessException or ServerSetupException;

    [LoggerMessage(LogLevel.Critical, "The server cannot start: {Cause}")]
    private static partial void LogCannotStart(ILogger logger, string cause);
}
