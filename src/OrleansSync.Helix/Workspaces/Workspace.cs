using System.Globalization;

namespace OrleansSync.Helix.Workspaces;

/// <summary>A place for projects, and who pays for them.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Revision">1 when it is created, and one more with every change.</param>
/// <param name="Name">1 to 64 characters.</param>
/// <param name="UrlSlug">Unique; 1 to 64 of a-z, 0-9 and hyphens.</param>
/// <param name="Type">Who it is for.</param>
/// <param name="Plan">The plan's name as the operator calls it, 1 to 64 characters.</param>
/// <param name="HasBilling">False: no cluster can be created in it.</param>
/// <param name="CreatedAt">UTC, whole microseconds.</param>
/// <param name="UpdatedAt">UTC, whole microseconds.</param>
[GenerateSerializer, Immutable, Alias("Helix.Workspace")]
public sealed record Workspace(
    [property: Id(0)] WorkspaceId Id,
    [property: Id(1)] long Revision,
    [property: Id(2)] string Name,
    [property: Id(3)] string UrlSlug,
    [property: Id(4)] WorkspaceType Type,
    [property: Id(5)] string Plan,
    [property: Id(6)] bool HasBilling,
    [property: Id(7)] DateTimeOffset CreatedAt,
    [property: Id(8)] DateTimeOffset UpdatedAt)
{
    /// <summary>What a caller sees of the revision.</summary>
    public string Etag => Revision.ToString("x", CultureInfo.InvariantCulture);
}
