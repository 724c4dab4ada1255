using OrleansSync.Engine.Errors;

namespace OrleansSync.Engine.Secrets;

/// <summary>Reads the text form of a <see cref="SecretReference"/>. Says what is wrong without repeating the text, which may be a secret in the wrong place.</summary>
public static class SecretReferenceText
{
    private const string Forms = "give env:NAME, file:PATH, vault:MOUNT/PATH#FIELD, or keyvault:https://NAME.vault.azure.net/secrets/NAME; a secret itself goes into its own field.";

    /// <summary>The reference.</summary>
    /// <param name="text">Its text form.</param>
    /// <param name="field">The field that it came in, for the error.</param>
    /// <exception cref="SyncException"><see cref="SyncError.InvalidArgument"/> with the field.</exception>
    public static SecretReference Parse(string text, string field) =>
        TryParse(text, out var problem) ?? throw SyncException.Invalid(field, problem);

    /// <summary>The reference, or null with what is wrong.</summary>
    public static SecretReference? TryParse(string text, out string problem)
    {
        problem = $"is not a reference to a secret: {Forms}";
        if (text.Length > SecretReference.LengthMax || text.Any(char.IsControl) || text.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon))
        {
            return null;
        }

        var (reference, reason) = Read(text[..colon], text[(colon + 1)..], problem);
        problem = reference is null ? reason : "";
        return reference;
    }

    private static (SecretReference? Reference, string Reason) Read(string kind, string rest, string otherwise) => kind switch
    {
        "stored" => (Stored(rest), "must be stored:KIND/UUID/NAME."),
        "env" => (Environment(rest), "must be env: and the name of a variable: letters, digits and _, not a digit first."),
        "file" => (File(rest), "must be file: and a path without .. in it."),
        "vault" => (Vault(rest), "must be vault:MOUNT/PATH#FIELD, without empty segments, dots as segments, ? or %."),
        "keyvault" => (KeyVault(rest), "must be keyvault: and https://VAULT/secrets/NAME or https://VAULT/secrets/NAME/VERSION."),
        _ => (null, otherwise),
    };

    private static SecretReference.Stored? Stored(string text) =>
        text.Split('/') is [var kind, var id, var name] && Guid.TryParseExact(id, "D", out var parsed) && new SecretOwner(kind, parsed, name) is { IsWellFormed: true } owner
            ? new SecretReference.Stored(owner)
            : null;

    private static SecretReference.Environment? Environment(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_') ? new SecretReference.Environment(text) : null;

    private static SecretReference.File? File(string text) =>
        text.Length > 0 && !text.Split('/', '\\').Contains("..") ? new SecretReference.File(text) : null;

    private static SecretReference.Vault? Vault(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || hash <= slash + 1 || hash == text.Length - 1)
        {
            return null;
        }

        // Each segment is escaped when it is sent; one that is a dot or already escaped could lead elsewhere than it seems.
        var isPlain = text[..hash].Split('/').All(segment => segment.Length > 0 && segment is not ("." or "..") && !segment.Contains('%') && !segment.Contains('?'));
        return isPlain ? new SecretReference.Vault(text[..slash], text[(slash + 1)..hash], text[(hash + 1)..]) : null;
    }

    private static SecretReference.KeyVault? KeyVault(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            return null;
        }

        var isPlain = address is { Query: "", Fragment: "", UserInfo: "" } && address.AbsolutePath.Split('/') is ["", "secrets", .. { Length: 1 or 2 } names]
            && names.All(name => name.Length is > 0 and <= 127 && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'));
        return isPlain ? new SecretReference.KeyVault(address) : null;
    }
}
