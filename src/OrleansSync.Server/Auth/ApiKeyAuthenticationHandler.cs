using System.Security.Claims;
using System.Text.Encodings.Web;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Errors;
using OrleansSync.Server.Errors;

namespace OrleansSync.Server.Auth;

/// <summary>Finds the caller by <c>authorization: Bearer KEY</c>, and answers refusals as gRPC callers expect them.</summary>
internal sealed partial class ApiKeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "ApiKey";

    private const string Bearer = "Bearer ";
    private SyncException? storeFailure;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        if (!PresentedKey.TryParse(header[Bearer.Length..].Trim(), out var presented))
        {
            return AuthenticateResult.Fail("The key has not the form of a key.");
        }

        try
        {
            var found = await keys.FindAsync(presented.Value.Id, Context.RequestAborted);
            // One answer for an unknown, a wrong and a revoked key: a caller learns nothing by trying.
            if (found is null || !presented.Value.Matches(found.SecretHash.AsSpan()) || found.Key.RevokedAt is not null)
            {
                LogRefused(Logger, presented.Value.Id);
                return AuthenticateResult.Fail("The key is not valid.");
            }

            var identity = new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, found.Key.Id.ToString()), new Claim(RolePolicies.Claim, found.Key.Role.ToString())], Scheme.Name);
            return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
        }
        catch (SyncException exception)
        {
            storeFailure = exception;
            return AuthenticateResult.Fail(exception);
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => storeFailure is not null
        ? RichError.WriteAsync(Context, RichError.From(storeFailure, Context))
        : RichError.WriteAsync(Context, RichError.Refusal(
            StatusCode.Unauthenticated,
            "API_KEY_INVALID",
            "The call has no valid API key. Send it as 'authorization: Bearer KEY'; an admin makes one with CreateApiKey.",
            Context));

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var required = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<RequireRoleAttribute>() ?? [];
        var least = required.Select(attribute => attribute.Role).DefaultIfEmpty(ApiKeyRole.Viewer).Max();
        return RichError.WriteAsync(Context, RichError.Refusal(
            StatusCode.PermissionDenied,
            "ROLE_INSUFFICIENT",
            $"The call needs a key with the role {least.ToString().ToLowerInvariant()}; this key's role is {RolePolicies.GetRole(Context.User).ToString().ToLowerInvariant()}.",
            Context));
    }

    [LoggerMessage(LogLevel.Warning, "The API key {KeyId} was refused: unknown, wrong or revoked.")]
    private static partial void LogRefused(ILogger logger, Guid keyId);
}
