using System.Collections.Immutable;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Text;

namespace OrleansSync.Engine.SharePointSites;

/// <summary>What a person declares of a site, and what the tenant said of it.</summary>
/// <param name="ConnectionId">Through which connection.</param>
/// <param name="SiteUrl">Its address.</param>
/// <param name="TimeZone">The site's time zone by its IANA name; empty while it is not known.</param>
/// <param name="Status">Whether it is used.</param>
/// <param name="DisplayName">What people see, as the tenant said.</param>
/// <param name="GraphId"><c>host,GUID,GUID</c>, as the tenant said.</param>
public sealed record SiteSpec(Guid ConnectionId, string SiteUrl, string TimeZone, ResourceStatus Status, string DisplayName, string GraphId) : ICatalogSpec
{
    private const int SiteUrlLengthMax = 2_000;
    private const int TimeZoneLengthMax = 100;

    /// <inheritdoc/>
    public Guid? ParentId => ConnectionId;

    /// <summary>The address in upper case without a slash at its end: SharePoint's addresses have no case.</summary>
    public string NameKey => SiteUrl.TrimEnd('/').ToUpperInvariant();

    /// <summary>Everything that is wrong with it. Pure; field paths are those of the protocol.</summary>
    public ImmutableArray<FieldViolation> Validate() => new FieldProblems("sharepoint_site")
        .Add("site_url", CheckSiteUrl(SiteUrl))
        .Add("time_zone", CheckTimeZone())
        .AddIf(!Enum.IsDefined(Status), "status", "is not a status that this server knows: ACTIVE or DISABLED.")
        .ToImmutable();

    /// <summary>What is wrong with the address of a site; null when nothing is.</summary>
    public static string? CheckSiteUrl(string siteUrl)
    {
        if (TextRules.CheckLine(siteUrl, SiteUrlLengthMax) is { } problem)
        {
            return problem;
        }

        if (!Uri.TryCreate(siteUrl, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && InstanceSpec.IsLoopback(uri.Host))))
        {
            return "is not an https address; it looks like https://contoso.sharepoint.com/sites/Sales.";
        }

        if (uri.UserInfo.Length > 0)
        {
            return "holds a user name or password; remove it.";
        }

        return siteUrl.AsSpan().IndexOfAny('?', '#') >= 0 ? "has a query or a fragment; give the site's address alone." : null;
    }

    private string? CheckTimeZone() =>
        TimeZone.Length == 0 ? null
        : TimeZone.Length > TimeZoneLengthMax || !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _) ? "is not a time zone that this machine knows; it looks like Europe/Berlin."
        : null;
}
