namespace OrleansSync.SharePoint.Sites;

/// <summary>A site.</summary>
public sealed record Site
{
    /// <summary><c>host,GUID,GUID</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What people see; some sites have none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Its address.</summary>
    public string? WebUrl { get; init; }
}
