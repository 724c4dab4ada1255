namespace OrleansSync.Server.Secrets;

/// <summary>The Azure Key Vaults that <c>keyvault:</c> reads. Bound from the section <c>KeyVault</c>.</summary>
internal sealed class KeyVaultOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "KeyVault";

    /// <summary>Addresses of the vaults, separated by semicolons, for instance <c>https://orders.vault.azure.net</c>. Empty: none.</summary>
    public string AllowedVaults { get; set; } = "";

    /// <summary>Names of secrets begin so; may be empty for a vault that is this server's alone.</summary>
    public string AllowedPrefix { get; set; } = "orleanssync-";
}
