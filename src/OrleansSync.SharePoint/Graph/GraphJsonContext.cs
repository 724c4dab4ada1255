using System.Text.Json.Serialization;
using OrleansSync.SharePoint.Columns;
using OrleansSync.SharePoint.Lists;
using OrleansSync.SharePoint.Persons;
using OrleansSync.SharePoint.Sites;
using OrleansSync.SharePoint.Webhooks;

namespace OrleansSync.SharePoint.Graph;

/// <summary>What is read of sites, lists and columns; members that are not known are ignored (sharepoint-graph.md 2.3).</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Site))]
[JsonSerializable(typeof(SharePointList))]
[JsonSerializable(typeof(GraphCollection<Site>))]
[JsonSerializable(typeof(GraphCollection<SiteUser>))]
[JsonSerializable(typeof(GraphCollection<SharePointList>))]
[JsonSerializable(typeof(GraphColumn))]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(GraphCollection<GraphColumn>))]
[JsonSerializable(typeof(GraphCollection<GraphContentType>))]
internal sealed partial class GraphJsonContext : JsonSerializerContext;
