using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Applications;

/// <summary>An application whose databases are synced.</summary>
[View("Name", "Owner", "Description", "Id")]
public sealed record OSyncApplication
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string ApplicationId => Id;

    /// <summary>Its version; changes with every change.</summary>
    public string Etag { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    /// <summary>1 to 200 characters, unique among applications without regard to case.</summary>
    public string Name { get; init; } = "";

    /// <summary>Up to 4,000 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>Who answers for it; up to 200 characters.</summary>
    public string Owner { get; init; } = "";

    internal static OSyncApplication From(V1.Application message) => new()
    {
        Id = message.Id,
        Etag = message.Etag,
        CreateTime = message.CreateTime?.ToDateTimeOffset(),
        UpdateTime = message.UpdateTime?.ToDateTimeOffset(),
        Name = message.Name,
        Description = message.Description,
        Owner = message.Owner,
    };
}
