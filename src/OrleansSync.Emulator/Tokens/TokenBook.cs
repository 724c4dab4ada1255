using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Emulator.Tokens;

/// <summary>Gives out access tokens and knows them again.</summary>
internal sealed class TokenBook(EmulatorOptions options, TimeProvider clock, SeededIds ids)
{
    private const int TokensMax = 10_000;
    private readonly Lock gate = new();
    private readonly Dictionary<string, AccessToken> issued = new(StringComparer.Ordinal);
    private readonly byte[] key = SeededIds.Make(options.Seed, 0).ToByteArray();

    /// <summary>A new token.</summary>
    public string Issue()
    {
        var now = clock.GetUtcNow();
        var token = new AccessToken(options.ClientId, options.Roles, now + options.TokenLifetime);
        var roles = string.Join(',', options.Roles.Select(role => $"\"{role}\""));
        var payload = $$"""{"aud":"https://graph.microsoft.com","iss":"https://sts.windows.net/{{options.Tenant}}/","iat":{{now.ToUnixTimeSeconds()}},"nbf":{{now.ToUnixTimeSeconds()}},"exp":{{token.End.ToUnixTimeSeconds()}},"app_displayname":"Emulated app","appid":"{{options.ClientId}}","idtyp":"app","roles":[{{roles}}],"tid":"{{options.Tenant}}","uti":"{{ids.Next():N}}","ver":"1.0"}""";
        var text = $"{Encode("""{"typ":"JWT","alg":"HS256"}""")}.{Encode(payload)}";
        text = $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text)))}";
        lock (gate)
        {
            if (issued.Count >= TokensMax)
            {
                issued.Clear();
            }

            issued[text] = token;
        }

        return text;
    }

    /// <summary>The token of an Authorization header, or a refusal with 401 (1.8).</summary>
    public AccessToken Check(string authorization)
    {
        const string Scheme = "Bearer ";
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || authorization.Length == Scheme.Length)
        {
            throw Refuse("Access token is empty.");
        }

        AccessToken? token;
        lock (gate)
        {
            token = issued.GetValueOrDefault(authorization[Scheme.Length..].Trim());
        }

        return token is null ? throw Refuse("Access token validation failure.")
            : token.End <= clock.GetUtcNow() ? throw Refuse("Lifetime validation failed, the token is expired.")
            : token;
    }

    /// <summary>Makes all tokens that were given out expire.</summary>
    public void Expire()
    {
        lock (gate)
        {
            foreach (var text in issued.Keys.ToList())
            {
                issued[text] = issued[text] with { End = DateTimeOffset.MinValue };
            }
        }
    }

    private static GraphException Refuse(string message) => new(401, "InvalidAuthenticationToken", message);

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
