using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OrleansSync.Server.Hosting;

/// <summary>This server's place in the cluster. Bound from the section <c>Silo</c>.</summary>
internal sealed class SiloOptions
{
    /// <summary>Silos with the same id find each other through the metastore.</summary>
    [Required, StringLength(150)]
    public string ClusterId { get; set; } = "orleanssync";

    /// <summary>Under which stored state and reminders are kept; outlives a cluster id.</summary>
    [Required, StringLength(150)]
    public string ServiceId { get; set; } = "orleanssync";

    /// <summary>The address that other silos reach this one at. The default suits one silo on one machine.</summary>
    [Required]
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    /// <summary>The port for other silos.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 11_111;
}

[OptionsValidator]
internal sealed partial class SiloOptionsValidator : IValidateOptions<SiloOptions>;
