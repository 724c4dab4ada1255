using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Users;

namespace OrleansSync.Server.HelixCli;

/// <summary>The routes of the Helix CLI. Each handler gets the person whose key was sent.</summary>
internal static class CliRoutes
{
    private const string Root = "/api/cli";
    private static readonly object UserKey = new();

    /// <summary>Registers what the routes need.</summary>
    public static void AddHelixCli(this IServiceCollection services)
    {
        services.AddSingleton<CliAccess>();
        services.AddSingleton<CliCatalog>();
        services.AddSingleton<CliDeploys>();
        services.AddSingleton<CliLogStreams>();
        services.AddSingleton<CliLogin>();
    }

    /// <summary>Gives failed calls of these routes the CLI's error bodies; stands before routing.</summary>
    public static void UseHelixCliErrors(this WebApplication app) => app.UseWhen(
        context => IsCli(context.Request.Path), branch => branch.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = CliErrors.HandleAsync, SuppressDiagnosticsCallback = IsExpected }));

    /// <summary>Maps the routes.</summary>
    public static void MapHelixCli(this WebApplication app)
    {
        var catalog = app.Services.GetRequiredService<CliCatalog>();
        var deploys = app.Services.GetRequiredService<CliDeploys>();
        var logs = app.Services.GetRequiredService<CliLogStreams>();
        var login = app.Services.GetRequiredService<CliLogin>();

        app.MapGet("/health", context => context.Response.WriteAsync("OK", context.RequestAborted)).AllowAnonymous();
        app.MapPost("/github-login", login.RunAsync).AllowAnonymous();

        Get("workspaces", catalog.ListWorkspacesAsync);
        Get("workspaces/{id}/billing", catalog.GetBillingAsync);
        Get("workspaces/{id}/projects", catalog.ListProjectsAsync);
        Post("workspaces/{id}/projects", catalog.CreateProjectAsync);
        Get("workspaces/{id}/clusters", catalog.ListWorkspaceClustersAsync);
        Get("workspaces/{id}/members", catalog.ListMembersAsync);
        Get("projects/{id}", catalog.GetProjectAsync);
        Get("projects/{id}/clusters", catalog.ListProjectClustersAsync);
        Post("projects/{id}/clusters", catalog.CreateClusterAsync);
        Post("projects/{id}/enterprise-clusters", catalog.CreateEnterpriseAsync);
        foreach (var (path, kind) in new[] { ("clusters", ClusterKind.Standard), ("enterprise-clusters", ClusterKind.Enterprise) })
        {
            Get($"{path}/{{id}}/project", (context, user) => catalog.GetClusterProjectAsync(context, user, kind));
            Get($"{path}/{{id}}/sync", (context, user) => catalog.SyncAsync(context, user, kind));
            Post($"{path}/{{id}}/key", (context, user) => catalog.RotateKeyAsync(context, user, kind));
            Post($"{path}/{{id}}/deploy", (context, user) => deploys.DeployAsync(context, user, kind));
            Get($"{path}/{{id}}/deployments/{{deployment}}/events", (context, user) => deploys.WatchAsync(context, user, kind));
            Post($"{path}/{{id}}/deployments/{{deployment}}/cancel", (context, user) => deploys.CancelAsync(context, user, kind));
            Get($"{path}/{{id}}/logs/live", (context, user) => logs.FollowAsync(context, user, kind));
            Get($"{path}/{{id}}/logs/range", (context, user) => logs.ReadRangeAsync(context, user, kind));
        }

        app.MapFallback(Root + "/{**rest}", context => CliErrors.WriteAsync(context, StatusCodes.Status404NotFound, "There is no such call.")).AllowAnonymous();

        void Get(string path, Func<HttpContext, UserId, Task> handler) => app.MapGet($"{Root}/{path}", context => RunAsync(context, handler)).AllowAnonymous();

        void Post(string path, Func<HttpContext, UserId, Task> handler) => app.MapPost($"{Root}/{path}", context => RunAsync(context, handler)).AllowAnonymous();
    }

    /// <summary>A part of the path.</summary>
    public static string Part(this HttpContext context, string name) => (string?)context.Request.RouteValues[name] ?? "";

    private static async Task RunAsync(HttpContext context, Func<HttpContext, UserId, Task> handler)
    {
        var access = context.RequestServices.GetRequiredService<CliAccess>();
        if (await access.FindUserAsync(context.Request.Headers[CliAccess.Header].ToString(), context.RequestAborted) is not { } user)
        {
            await CliErrors.WriteAsync(context, StatusCodes.Status401Unauthorized, "The key is missing or not valid; run 'helix auth login'.");
            return;
        }

        context.Items[UserKey] = user;
        await handler(context, user);
    }

    private static bool IsCli(PathString path) => path.StartsWithSegments(Root, StringComparison.Ordinal) || path == "/github-login";

    private static bool IsExpected(Microsoft.AspNetCore.Diagnostics.ExceptionHandlerSuppressDiagnosticsContext context) =>
        context.Exception is Engine.Errors.SyncException or BadHttpRequestException or System.Text.Json.JsonException;
}
