using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace OrleansSync.Emulator.Tokens;

/// <summary>A signed assertion in place of a secret (1.3).</summary>
internal static class ClientAssertion
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Null when the assertion proves the client; else why not.</summary>
    public static TokenRefusal? Check(string assertion, string clientId, IReadOnlyCollection<string> audiences, IReadOnlyList<X509Certificate2> certificates, DateTimeOffset now)
    {
        var parts = assertion.Split('.');
        if (parts.Length != 3 || Decode(parts[0]) is not { } header || Decode(parts[1]) is not { } claims || !TryBytes(parts[2], out var signature))
        {
            return new(401, "invalid_client", 50027, "JWT token is invalid or malformed.");
        }

        var signer = certificates.FirstOrDefault(certificate =>
            Text(header, "x5t#S256") == Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256)) || Text(header, "x5t") == Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA1)));
        var algorithm = Text(header, "alg");
        var isSigned = signer?.GetRSAPublicKey() is { } key && algorithm is "PS256" or "RS256"
            && signer.GetRSAPublicKey()!.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256, algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1); // It has a key: see above.
        if (!isSigned)
        {
            return new(401, "invalid_client", 700027, "The certificate with identifier used to sign the client assertion is not registered on application.");
        }

        if (Text(claims, "iss") != clientId || Text(claims, "sub") != clientId)
        {
            return new(401, "invalid_client", 700021, "Client assertion application identifier doesn't match 'client_id' parameter.");
        }

        if (Text(claims, "aud") is not { } audience || !audiences.Contains(audience.TrimEnd('/')))
        {
            return new(401, "invalid_client", 700023, "Client assertion audience claim does not match Realm issuer.");
        }

        var inTime = Seconds(claims, "exp") is { } end && now - Skew < DateTimeOffset.FromUnixTimeSeconds(end)
            && (!claims.TryGetProperty("nbf", out _) || (Seconds(claims, "nbf") is { } start && now + Skew >= DateTimeOffset.FromUnixTimeSeconds(start)));
        return inTime && Text(claims, "jti") is { Length: > 0 } ? null : new(401, "invalid_client", 700024, "Client assertion is not within its valid time range.");
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // The identity library sends its times as texts.
    private static long? Seconds(JsonElement claims, string name) => !claims.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var text) ? text
        : null;

    private static JsonElement? Decode(string part)
    {
        if (!TryBytes(part, out var bytes))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryBytes(string part, out byte[] bytes)
    {
        bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        if (!Base64Url.TryDecodeFromChars(part, bytes, out var written))
        {
            return false;
        }

        Array.Resize(ref bytes, written);
        return true;
    }
}
