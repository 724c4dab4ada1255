using System.ComponentModel.DataAnnotations;

namespace OrleansSync.Emulator.Hosting;

/// <summary>How an emulator is set up. Nothing of this is a secret worth keeping: it guards made-up data.</summary>
public sealed class EmulatorOptions
{
    /// <summary>Where it listens: http and https addresses; port 0 takes a free one. https uses a certificate made at start.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> Urls { get; set; } = ["http://127.0.0.1:5080"];

    /// <summary>The tenant's id, a UUID.</summary>
    [Required, RegularExpression("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]
    public string Tenant { get; set; } = "11111111-2222-4333-8444-555555555555";

    /// <summary>The app's client id, a UUID.</summary>
    [Required, RegularExpression("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]
    public string ClientId { get; set; } = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

    /// <summary>The app's secret.</summary>
    [Required]
    public string ClientSecret { get; set; } = "emulator-secret";

    /// <summary>PEM or DER files of certificates that the app may sign assertions with; up to 10.</summary>
    [MaxLength(10)]
    public IReadOnlyList<string> CertificatePaths { get; set; } = [];

    /// <summary>The app's permissions; a token without any is issued, and Graph then answers 403.</summary>
    public IReadOnlyList<string> Roles { get; set; } = ["Sites.ReadWrite.All", "Sites.Manage.All"];

    /// <summary>Life of an access token, 10 s to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromSeconds(3599);

    /// <summary>Throttling is off; resource units are still counted.</summary>
    public bool Unlimited { get; set; }

    /// <summary>Size of the tenant, 1 (up to 1,000 licences) to 5 (more than 50,000); it sets the budgets of 10.3.</summary>
    [Range(1, 5)]
    public int Tier { get; set; } = 1;

    /// <summary>Host names beside loopback ones under which the control API answers, up to 100; <c>*</c> for any.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string> ControlHosts { get; set; } = [];

    /// <summary>The host name in site ids and web addresses.</summary>
    [Required]
    public string SiteHost { get; set; } = "contoso.sharepoint.com";

    /// <summary>Server-relative paths of the sites beside the root site; up to 1,000.</summary>
    [MaxLength(1000)]
    public IReadOnlyList<string> Sites { get; set; } = ["/sites/Team"];

    /// <summary>IANA name of the sites' time zone.</summary>
    [Required]
    public string TimeZone { get; set; } = "Etc/UTC";

    /// <summary>Rows of a page without <c>$top</c>, 1 to 5,000; 2.5 observed 200.</summary>
    [Range(1, 5000)]
    public int PageSize { get; set; } = 200;

    /// <summary>Largest <c>$top</c> honoured; more is cut to it. The service's limit is not known.</summary>
    [Range(1, 5000)]
    public int PageSizeMax { get; set; } = 5000;

    /// <summary>Rows above which a query needs a selective index; 5,000 in the service.</summary>
    [Range(1, 1_000_000)]
    public int ListViewThreshold { get; set; } = 5000;

    /// <summary>Age above which a delta token is answered with 410; 7.9 measured 60 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan DeltaTokenLifetime { get; set; } = TimeSpan.FromDays(60);

    /// <summary>From a change to its notification, 0 to 5 min (8.6).</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan NotificationDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A file in which the state is kept; null keeps it in memory only.</summary>
    public string? SaveFile { get; set; }

    /// <summary>How often a changed state is saved, 100 ms to 1 h; it is saved at a stop too.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan SaveInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Ids are the same for the same seed and the same order of requests.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>Largest request body in bytes, 1 kB to 100 MB; Graph takes 4 MB.</summary>
    [Range(1024, 100_000_000)]
    public int BodySizeMax { get; set; } = 4 * 1024 * 1024;

    /// <summary>What is only widely known or inferred about the service.</summary>
    public EmulatorSwitches Switches { get; set; } = new();
}
