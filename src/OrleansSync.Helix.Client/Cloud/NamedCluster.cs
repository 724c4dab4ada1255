using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Client.Cloud;

/// <summary>A cluster as the cloud tells it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="Region">Where it runs.</param>
/// <param name="BuildMode">How it is built.</param>
/// <param name="Enterprise">Null for a standard cluster.</param>
/// <param name="SourceId">The deployment whose source it runs; empty before the first.</param>
public sealed record NamedCluster(string Id, string Name, string ProjectId, string Region, BuildMode BuildMode, EnterpriseShape? Enterprise, string SourceId);
