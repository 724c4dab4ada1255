using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OrleansSync.SharePoint.Tests.Tokens;

/// <summary>The endpoint of managed identities that Azure's app services have (sharepoint-graph.md 1.9); this process is in such a service while it runs.</summary>
internal sealed class IdentityEndpoint : IAsyncDisposable
{
    /// <summary>What the platform gives a process to send along.</summary>
    public const string Secret = "the-platform-knows-me";

    private readonly WebApplication app;

    private IdentityEndpoint(WebApplication app) => this.app = app;

    /// <summary>What it was asked last: the resource, the client id of a user-assigned identity, the secret.</summary>
    public (string? Resource, string? ClientId, string? Secret) Asked { get; private set; }

    /// <summary>Starts one that gives out a token.</summary>
    public static async Task<IdentityEndpoint> StartAsync(string token)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var endpoint = new IdentityEndpoint(app);
        app.MapGet("/msi/token", context =>
        {
            var query = context.Request.Query;
            endpoint.Asked = (query["resource"], query["client_id"].FirstOrDefault(), context.Request.Headers["X-IDENTITY-HEADER"]);
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync($$"""{"access_token":"{{token}}","expires_on":"4102444800","resource":"https://graph.microsoft.com","token_type":"Bearer","client_id":"{{Guid.Empty}}"}""");
        });
        await app.StartAsync();
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", app.Urls.First() + "/msi/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", Secret);
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        await app.DisposeAsync();
    }
}
