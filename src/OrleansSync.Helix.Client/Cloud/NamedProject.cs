namespace OrleansSync.Helix.Client.Cloud;

/// <summary>A project as the cloud tells it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; upper and lower case differ.</param>
/// <param name="WorkspaceId">Where it is.</param>
public sealed record NamedProject(string Id, string Name, string WorkspaceId);
