using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OrleansSync.Server.Webhooks;

/// <summary>Where Microsoft 365 tells of changes to lists. Bound from the section <c>Webhooks</c>, checked at start.</summary>
internal sealed class WebhookOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Webhooks";

    /// <summary>
    /// The https address of <see cref="WebhookEndpoint.Path"/> as Microsoft 365 reaches it, through a proxy for instance. Empty: there is no endpoint,
    /// and lists are polled only.
    /// </summary>
    [RegularExpression(@"^(https://[^\s?#]+)?$")]
    public string PublicUrl { get; set; } = "";

    /// <summary>
    /// 32 random bytes in base64 that seal the client states of subscriptions. All servers behind the address need the same. Without it the server makes
    /// one and keeps it in its data directory.
    /// </summary>
    public string Key { get; set; } = "";

    /// <summary>Largest body in bytes, 4 kB to 4 MB.</summary>
    [Range(4_096, 4_194_304)]
    public int BodySizeMax { get; set; } = 262_144;

    /// <summary>Notifications that wait to be taken up, 1 to 100,000; one for each list and kind. What comes above is dropped: polling finds it.</summary>
    [Range(1, 100_000)]
    public int WaitingMax { get; set; } = 10_000;
}

[OptionsValidator]
internal sealed partial class WebhookOptionsValidator : IValidateOptions<WebhookOptions>;
