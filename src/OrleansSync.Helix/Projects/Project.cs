using System.Globalization;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Helix.Projects;

/// <summary>A project: clusters that run the same queries.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Revision">1 when it is created, and one more with every change.</param>
/// <param name="WorkspaceId">Where it is.</param>
/// <param name="Name">1 to 64 characters, unique in its workspace; upper and lower case differ.</param>
/// <param name="CreatedAt">UTC, whole microseconds.</param>
/// <param name="UpdatedAt">UTC, whole microseconds.</param>
[GenerateSerializer, Immutable, Alias("Helix.Project")]
public sealed record Project(
    [property: Id(0)] ProjectId Id,
    [property: Id(1)] long Revision,
    [property: Id(2)] WorkspaceId WorkspaceId,
    [property: Id(3)] string Name,
    [property: Id(4)] DateTimeOffset CreatedAt,
    [property: Id(5)] DateTimeOffset UpdatedAt)
{
    /// <summary>What a caller sees of the revision.</summary>
    public string Etag => Revision.ToString("x", CultureInfo.InvariantCulture);
}
