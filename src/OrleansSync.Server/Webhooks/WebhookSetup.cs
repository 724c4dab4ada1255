using Microsoft.Extensions.Options;

namespace OrleansSync.Server.Webhooks;

/// <summary>Registers the endpoint that Microsoft 365 calls.</summary>
internal static class WebhookSetup
{
    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<WebhookOptions>().Bind(builder.Configuration.GetSection(WebhookOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>();
        builder.Services.AddSingleton<WebhookKey>();
        builder.Services.AddSingleton<WebhookQueue>();
        builder.Services.AddSingleton<WebhookEndpoint>();
    }

    /// <summary>Maps it, when it has an address that can be told to the service.</summary>
    public static void MapWebhooks(this WebApplication app)
    {
        if (app.Configuration[$"{WebhookOptions.Section}:{nameof(WebhookOptions.PublicUrl)}"] is { Length: > 0 })
        {
            app.MapPost(WebhookEndpoint.Path, app.Services.GetRequiredService<WebhookEndpoint>().HandleAsync).AllowAnonymous();
        }
    }
}
