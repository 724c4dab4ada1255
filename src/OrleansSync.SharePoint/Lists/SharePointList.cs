namespace OrleansSync.SharePoint.Lists;

/// <summary>A list of a site.</summary>
public sealed record SharePointList
{
    /// <summary>Its GUID. A list that is made again under its old name has another one.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people see.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Its part of the address, made by the service.</summary>
    public string? Name { get; init; }

    /// <summary>Its address.</summary>
    public string? WebUrl { get; init; }
}
