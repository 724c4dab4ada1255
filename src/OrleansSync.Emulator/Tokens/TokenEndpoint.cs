using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Emulator.Tokens;

/// <summary>The token endpoint, and what identity libraries ask an authority for before they go there (1).</summary>
internal sealed class TokenEndpoint(EmulatorOptions options, TokenBook book, TimeProvider clock, SeededIds ids, IReadOnlyList<X509Certificate2> certificates)
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static readonly string[] GraphRoots =
        ["https://graph.microsoft.com", "https://graph.microsoft.us", "https://dod-graph.microsoft.us", "https://microsoftgraph.chinacloudapi.cn"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/{tenant}/oauth2/v2.0/token", IssueAsync);
        routes.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", DescribeAsync);
        routes.MapGet("/{tenant}/discovery/v2.0/keys", context => WriteAsync(context, 200, json => json.WriteStartArray("keys"), json => json.WriteEndArray()));
        routes.MapGet("/common/discovery/instance", DiscoverAsync);
    }

    private async Task IssueAsync(HttpContext context)
    {
        var refusal = context.Request.HasFormContentType
            ? Check(context, await context.Request.ReadFormAsync(context.RequestAborted))
            : new(400, "invalid_request", 900144, "The request body must contain the following parameter: 'grant_type'.");
        if (refusal is not null)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        context.Response.Headers.CacheControl = "no-store, no-cache";
        await WriteAsync(context, 200, json =>
        {
            json.WriteString("token_type", "Bearer");
            json.WriteNumber("expires_in", (int)options.TokenLifetime.TotalSeconds);
            json.WriteNumber("ext_expires_in", (int)options.TokenLifetime.TotalSeconds);
            json.WriteString("access_token", book.Issue());
        });
    }

    private TokenRefusal? Check(HttpContext context, IFormCollection form)
    {
        if (!string.Equals((string?)context.Request.RouteValues["tenant"], options.Tenant, StringComparison.OrdinalIgnoreCase))
        {
            return new(400, "invalid_request", 900021, "Requested tenant identifier is not valid.");
        }

        if (form["grant_type"] != "client_credentials")
        {
            return new(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
        }

        var (clientId, secret) = Credentials(context, form);
        if (!string.Equals(clientId, options.ClientId, StringComparison.OrdinalIgnoreCase))
        {
            return new(400, "unauthorized_client", 700016, "Application was not found in the directory.");
        }

        var own = $"{context.Request.Scheme}://{context.Request.Host}";
        if (!IsScope(form["scope"].ToString(), own))
        {
            return new(400, "invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid.");
        }

        if (form.TryGetValue("client_assertion", out var assertion))
        {
            return form["client_assertion_type"] == AssertionType
                ? ClientAssertion.Check(assertion.ToString(), options.ClientId, Audiences(own), certificates, clock.GetUtcNow())
                : new(401, "invalid_client", 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        }

        return secret is not { Length: > 0 } ? new(401, "invalid_client", 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.")
            : CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(options.ClientSecret)) ? null
            : new(401, "invalid_client", 7000215, "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.");
    }

    private string[] Audiences(string own) =>
        [.. new[] { own, "https://login.microsoftonline.com" }.SelectMany(authority => new[] { $"{authority}/{options.Tenant}/oauth2/v2.0/token", $"{authority}/{options.Tenant}/v2.0", $"{authority}/{options.Tenant}" })];

    // 1.2: in the form, or as HTTP Basic.
    private static (string? ClientId, string? Secret) Credentials(HttpContext context, IFormCollection form)
    {
        const string Scheme = "Basic ";
        var authorization = context.Request.Headers.Authorization.ToString();
        var buffer = new byte[authorization.Length];
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(authorization[Scheme.Length..], buffer, out var length))
        {
            return (form["client_id"], form["client_secret"]);
        }

        var pair = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        return (Uri.UnescapeDataString(pair[0]), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : null);
    }

    // 1.1: one resource in a request.
    private static bool IsScope(string scope, string own)
    {
        var wanted = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(part => part is not ("openid" or "profile" or "offline_access")).ToList();
        return wanted is [var one] && one.EndsWith("/.default", StringComparison.Ordinal) && GraphRoots.Append(own).Contains(one[..^"/.default".Length].TrimEnd('/'));
    }

    private async Task RefuseAsync(HttpContext context, TokenRefusal refusal)
    {
        var trace = ids.Next().ToString();
        var correlation = context.Request.Headers["client-request-id"].FirstOrDefault() ?? ids.Next().ToString();
        var time = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await WriteAsync(context, refusal.Status, json =>
        {
            json.WriteString("error", refusal.Error);
            json.WriteString("error_description", $"AADSTS{refusal.Number.ToString(CultureInfo.InvariantCulture)}: {refusal.Text} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {time}");
            json.WriteStartArray("error_codes");
            json.WriteNumberValue(refusal.Number);
            json.WriteEndArray();
            json.WriteString("timestamp", time);
            json.WriteString("trace_id", trace);
            json.WriteString("correlation_id", correlation);
        });
    }

    private Task DescribeAsync(HttpContext context)
    {
        var authority = $"{context.Request.Scheme}://{context.Request.Host}/{context.Request.RouteValues["tenant"]}";
        return WriteAsync(context, 200, json =>
        {
            json.WriteString("token_endpoint", $"{authority}/oauth2/v2.0/token");
            json.WriteString("authorization_endpoint", $"{authority}/oauth2/v2.0/authorize");
            json.WriteString("device_authorization_endpoint", $"{authority}/oauth2/v2.0/devicecode");
            json.WriteString("jwks_uri", $"{authority}/discovery/v2.0/keys");
            json.WriteString("issuer", $"{authority}/v2.0");
            json.WriteStartArray("token_endpoint_auth_methods_supported");
            json.WriteStringValue("client_secret_post");
            json.WriteStringValue("private_key_jwt");
            json.WriteStringValue("client_secret_basic");
            json.WriteEndArray();
        });
    }

    private Task DiscoverAsync(HttpContext context)
    {
        var host = context.Request.Host.Value ?? "";
        return WriteAsync(context, 200, json =>
        {
            json.WriteString("tenant_discovery_endpoint", $"{context.Request.Scheme}://{host}/{options.Tenant}/v2.0/.well-known/openid-configuration");
            json.WriteString("api-version", "1.1");
            json.WriteStartArray("metadata");
            json.WriteStartObject();
            json.WriteString("preferred_network", host);
            json.WriteString("preferred_cache", host);
            json.WriteStartArray("aliases");
            json.WriteStringValue(host);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    private static async Task WriteAsync(HttpContext context, int status, params Action<Utf8JsonWriter>[] write)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        Array.ForEach(write, part => part(json));
        json.WriteEndObject();
    }
}
