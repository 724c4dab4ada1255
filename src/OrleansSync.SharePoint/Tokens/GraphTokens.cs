using System.Collections.Immutable;
using Azure;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Logging;
using OrleansSync.Engine.Errors;
using MsalServiceException = Microsoft.Identity.Client.MsalServiceException;

namespace OrleansSync.SharePoint.Tokens;

/// <summary>
/// Keeps one token of one app, and renews it early. Many callers that need a new one make one request. Each token is asked for from new credentials: the
/// secret may have been rotated meanwhile, and the identity library would give a kept token again. Of several, the newest that the tenant takes is used.
/// </summary>
internal sealed partial class GraphTokens(Func<CancellationToken, ValueTask<ImmutableArray<TokenCredential>>> credentials, string scope, TimeSpan renewBefore, TimeProvider time, ILogger<GraphTokens> logger) : IGraphTokens, IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(15);
    private readonly SemaphoreSlim gate = new(1);
    private AccessToken current;
    private DateTimeOffset renewAt;

    /// <inheritdoc/>
    public async ValueTask<string> GetAsync(string? refused, CancellationToken cancellationToken)
    {
        if (IsGood(current, refused))
        {
            return current.Token;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            if (IsGood(current, refused))
            {
                return current.Token;
            }

            current = await AskAsync(await credentials(cancellationToken), cancellationToken);

            // A life as short as the margin would make every call ask.
            var life = current.ExpiresOn - time.GetUtcNow();
            renewAt = current.ExpiresOn - (renewBefore < life / 2 ? renewBefore : life / 2);
            LogGot(logger, current.ExpiresOn);
            return current.Token;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private bool IsGood(AccessToken token, string? refused) => token.Token is { Length: > 0 } text && text != refused && time.GetUtcNow() < renewAt;

    private async Task<AccessToken> AskAsync(ImmutableArray<TokenCredential> newestFirst, CancellationToken cancellationToken)
    {
        for (var index = 0; ; index++)
        {
            try
            {
                return await newestFirst[index].GetTokenAsync(new TokenRequestContext([scope]), cancellationToken);
            }
            catch (Exception exception) when (exception is CredentialUnavailableException or RequestFailedException { Status: 0 or >= 500 } or HttpRequestException or IOException
                || exception is AuthenticationFailedException { InnerException: HttpRequestException or RequestFailedException { Status: 0 or >= 500 } or MsalServiceException { StatusCode: 429 or >= 500 } })
            {
                throw new SyncException(SyncError.SharePointUnavailable, "The token service cannot be reached.", exception) { RetryAfter = RetryAfter };
            }
            catch (Exception exception) when (exception is AuthenticationFailedException or RequestFailedException)
            {
                if (index < newestFirst.Length - 1)
                {
                    LogOlder(logger);
                    continue;
                }

                // The library's message names the tenant, the app and Microsoft's code, and never the secret.
                throw new SyncException(SyncError.SharePointSignInFailed, "The token service refused the app: check the tenant's id, the client id, and the secret or the certificate.", exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "A new access token of Graph ends at {End}.")]
    private static partial void LogGot(ILogger logger, DateTimeOffset end);

    [LoggerMessage(LogLevel.Warning, "The tenant does not take the app's newest secret yet; the one before it is tried.")]
    private static partial void LogOlder(ILogger logger);
}
