using Microsoft.AspNetCore.Authorization;
using OrleansSync.Engine.ApiKeys;

namespace OrleansSync.Server.Auth;

/// <summary>Declares the least role that a service or a method asks for.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequireRoleAttribute(ApiKeyRole role) : AuthorizeAttribute(RolePolicies.Of(role))
{
    /// <summary>The least role.</summary>
    public ApiKeyRole Role { get; } = role;
}
