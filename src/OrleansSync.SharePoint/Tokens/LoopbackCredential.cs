using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using OrleansSync.Engine.Errors;

namespace OrleansSync.SharePoint.Tokens;

/// <summary>
/// Asks an emulator on this machine for tokens over plain http, which the identity library refuses to do. Any other host is refused: a secret
/// must not leave the machine in the clear.
/// </summary>
internal sealed class LoopbackCredential : TokenCredential
{
    private readonly Uri endpoint;
    private readonly AppCredential.Secret app;
    private readonly HttpClient http;
    private readonly TimeProvider time;

    /// <summary>A credential at an authority on a loopback address.</summary>
    /// <exception cref="SyncException">The host is another one.</exception>
    public LoopbackCredential(Uri authority, AppCredential.Secret app, HttpClient http, TimeProvider time)
    {
        if (authority.Scheme != Uri.UriSchemeHttp || !authority.IsLoopback)
        {
            throw SyncException.Invalid("authority", "must have https, unless it is on this machine (127.0.0.1, ::1 or localhost).");
        }

        (endpoint, this.app, this.http, this.time) = (new Uri(authority, $"{Uri.EscapeDataString(app.Tenant)}/oauth2/v2.0/token"), app, http, time);
    }

    /// <inheritdoc/>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Tokens are asked for without blocking a thread.");

    /// <inheritdoc/>
    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", app.ClientId), new("client_secret", app.Value), new("scope", string.Join(' ', requestContext.Scopes)),
        ]);
        using var response = await http.PostAsync(endpoint, form, cancellationToken);
        using var body = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var error = body.RootElement.TryGetProperty("error", out var code) ? code.GetString() : null;
            throw new AuthenticationFailedException(string.Create(CultureInfo.InvariantCulture, $"The token service answered {(int)response.StatusCode} {error}."));
        }

        var expiresIn = TimeSpan.FromSeconds(body.RootElement.GetProperty("expires_in").GetInt32());
        return new(body.RootElement.GetProperty("access_token").GetString() ?? "", time.GetUtcNow() + expiresIn);
    }
}
