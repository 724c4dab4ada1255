using System.Text.Json.Serialization;
using OrleansSync.Engine.Applications;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SharePointSites;

namespace OrleansSync.Postgres.Catalog;

/// <summary>The kinds of resources.</summary>
internal static class ResourceKinds
{
    public static readonly ResourceKind<ApplicationSpec> Application =
        new(1, "application", "application", "name", "", ResourceJson.Default.StoredResourceApplicationSpec);

    public static readonly ResourceKind<DatabaseSpec> Database =
        new(2, "database", "database", "name", "application", ResourceJson.Default.StoredResourceDatabaseSpec);

    public static readonly ResourceKind<InstanceSpec> Instance =
        new(3, "database instance", "database_instance", "name", "database", ResourceJson.Default.StoredResourceInstanceSpec);

    public static readonly ResourceKind<ConnectionSpec> Connection =
        new(4, "SharePoint connection", "sharepoint_connection", "name", "", ResourceJson.Default.StoredResourceConnectionSpec);

    public static readonly ResourceKind<SiteSpec> Site =
        new(5, "SharePoint site", "sharepoint_site", "site_url", "SharePoint connection", ResourceJson.Default.StoredResourceSiteSpec);

    public static readonly ResourceKind<ListSpec> List =
        new(6, "SharePoint list", "sharepoint_list", "list_guid", "SharePoint site", ResourceJson.Default.StoredResourceListSpec);
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(StoredResource<ApplicationSpec>))]
[JsonSerializable(typeof(StoredResource<DatabaseSpec>))]
[JsonSerializable(typeof(StoredResource<InstanceSpec>))]
[JsonSerializable(typeof(StoredResource<ConnectionSpec>))]
[JsonSerializable(typeof(StoredResource<SiteSpec>))]
[JsonSerializable(typeof(StoredResource<ListSpec>))]
internal sealed partial class ResourceJson : JsonSerializerContext;
