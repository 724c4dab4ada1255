using Microsoft.AspNetCore.Authentication;

namespace OrleansSync.Server.Auth;

/// <summary>Registers authentication by API keys.</summary>
internal static class AuthenticationSetup
{
    public static void AddApiKeyAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<FirstAdminKey>();
        services.AddAuthentication(ApiKeyAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthenticationHandler>(ApiKeyAuthenticationHandler.SchemeName, configureOptions: null);
        services.AddAuthorization(RolePolicies.AddPolicies);
    }
}
