using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OrleansSync.Server.Secrets;

/// <summary>The HashiCorp Vault that <c>vault:</c> reads. Bound from the section <c>Vault</c>, checked at start.</summary>
internal sealed class VaultOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Vault";

    /// <summary>Its address: https, or http on this machine. Empty: <c>vault:</c> is refused.</summary>
    [RegularExpression(@"^(https://.+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?/?)$", ErrorMessage = "Vault:Address must be an https address; http is for this machine only.")]
    public string Address { get; set; } = "";

    /// <summary>The namespace of Vault Enterprise; empty for none.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>A file with the token, read at each use, as Vault's agent writes it; wins over <see cref="TokenVariable"/>.</summary>
    public string TokenFile { get; set; } = "";

    /// <summary>The variable of the environment with the token.</summary>
    [Required]
    public string TokenVariable { get; set; } = "VAULT_TOKEN";

    /// <summary>References begin so, mount first; at least one character, so that not everything that the token may read can be read by whoever may declare a database.</summary>
    [Required]
    public string AllowedPrefix { get; set; } = "secret/orleanssync/";
}

[OptionsValidator]
internal sealed partial class VaultOptionsValidator : IValidateOptions<VaultOptions>;
