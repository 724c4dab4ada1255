namespace OrleansSync.Engine.Secrets;

/// <summary>
/// Where a secret is. Text forms: <c>stored:KIND/UUID/NAME</c>, <c>env:NAME</c>, <c>file:PATH</c>, <c>vault:MOUNT/PATH#FIELD</c>,
/// <c>keyvault:https://NAME.vault.azure.net/secrets/NAME[/VERSION]</c>. A reference is not a secret: it may be shown.
/// </summary>
public abstract record SecretReference
{
    /// <summary>Longest text form, in characters.</summary>
    public const int LengthMax = 1000;

    private SecretReference()
    {
    }

    /// <summary>The text form.</summary>
    public sealed override string ToString() => this switch
    {
        Stored stored => $"stored:{stored.Owner}",
        Environment environment => $"env:{environment.Name}",
        File file => $"file:{file.Path}",
        Vault vault => $"vault:{vault.Mount}/{vault.Path}#{vault.Field}",
        KeyVault key => $"keyvault:{key.Address}",
        _ => throw new InvalidOperationException("There is no such kind of reference."),
    };

    /// <summary>A secret of ours, encrypted in the metastore.</summary>
    /// <param name="Owner">Whose.</param>
    public sealed record Stored(SecretOwner Owner) : SecretReference;

    /// <summary>A variable of the server's environment.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Environment(string Name) : SecretReference;

    /// <summary>A file on the server.</summary>
    /// <param name="Path">Its path, absolute or below the allowed folder.</param>
    public sealed record File(string Path) : SecretReference;

    /// <summary>A field of a secret in the key-value engine, version 2, of HashiCorp Vault.</summary>
    /// <param name="Mount">The engine's mount, one segment.</param>
    /// <param name="Path">The secret's path.</param>
    /// <param name="Field">Which of its fields.</param>
    public sealed record Vault(string Mount, string Path, string Field) : SecretReference;

    /// <summary>A secret of Azure Key Vault.</summary>
    /// <param name="Address">Its identifier: https, or http on this machine for a stand-in.</param>
    public sealed record KeyVault(Uri Address) : SecretReference;
}
