using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Client.Projects;

/// <summary>What to add.</summary>
/// <param name="Name">The cluster's and the instance's name; null asks, or takes <c>prod</c>.</param>
/// <param name="Region">Null takes the server's default.</param>
/// <param name="BuildMode">Unspecified is release.</param>
/// <param name="Workspace">An id or a name; null decides as <see cref="Workspaces.WorkspaceSelector"/> does.</param>
/// <param name="MayCreateProject">Creates the project without asking when it is not there.</param>
public sealed record CloudAddOptions(string? Name, string? Region, BuildMode BuildMode, string? Workspace, bool MayCreateProject);
