using System.Collections.Immutable;
using OrleansSync.Engine.SharePointConnections;

namespace OrleansSync.SharePoint.ConnectionTests;

/// <summary>What the product does in a tenant, and the least that the app needs for each (sharepoint-graph.md 1.11).</summary>
internal static class TenantFeatures
{
    /// <summary>What to grant an app that may not read a site.</summary>
    public const string Reading = "Grant the app Sites.Selected, and on this site the role read at least (write to push).";

    /// <summary>What to grant an app that reads a site and may not do more.</summary>
    public const string Writing = "The app may read the site. To push, grant it the role write on the site; to make lists, manage or owner, for as long as lists are made.";

    /// <summary>The features with what a test saw.</summary>
    /// <param name="mayFind">Whether sites could be searched; null when it was not tried.</param>
    /// <param name="mayRead">Whether lists could be read.</param>
    /// <param name="mayManage">Whether a list could be made and written to. One that could not says nothing of lists that are there.</param>
    public static ImmutableArray<TenantFeature> Of(bool? mayFind, bool? mayRead, bool? mayManage) =>
    [
        new("Search sites", "Sites.Read.All. Sites that are declared by their addresses need no search.", mayFind),
        new("Read lists: pull, compare, notifications", "Sites.Selected, and the role read on the site.", mayRead),
        new("Write items: push, two-way", "Sites.Selected, and the role write on the site.", mayManage == true ? true : mayRead == false ? false : null),
        new("Make lists and columns", "Sites.Selected, and the role manage or owner on the site.", mayRead == false ? false : mayManage),
    ];
}
