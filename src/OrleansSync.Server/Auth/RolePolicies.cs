using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using OrleansSync.Engine.ApiKeys;

namespace OrleansSync.Server.Auth;

/// <summary>The policies behind <see cref="RequireRoleAttribute"/>.</summary>
internal static class RolePolicies
{
    /// <summary>The claim that holds the role of the key.</summary>
    public const string Claim = "orleanssync:role";

    /// <summary>The policy of a least role.</summary>
    public static string Of(ApiKeyRole role) => $"role:{role}";

    /// <summary>Adds one policy for each role; what declares none asks for a valid key.</summary>
    public static void AddPolicies(AuthorizationOptions authorization)
    {
        authorization.FallbackPolicy = new AuthorizationPolicyBuilder(ApiKeyAuthenticationHandler.SchemeName).RequireAuthenticatedUser().Build();
        foreach (var role in Enum.GetValues<ApiKeyRole>().Where(role => role != ApiKeyRole.Unspecified))
        {
            authorization.AddPolicy(Of(role), policy => policy
                .AddAuthenticationSchemes(ApiKeyAuthenticationHandler.SchemeName)
                .RequireAuthenticatedUser()
                .RequireAssertion(context => GetRole(context.User) >= role));
        }
    }

    /// <summary>The role of the caller's key.</summary>
    public static ApiKeyRole GetRole(ClaimsPrincipal user) =>
        Enum.TryParse<ApiKeyRole>(user.FindFirst(Claim)?.Value, out var role) ? role : ApiKeyRole.Unspecified;
}
