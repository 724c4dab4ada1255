using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Databases;

/// <summary>A database of an application.</summary>
[View("Name", "Environment", "DatabaseName", "Description", "Id")]
public sealed record OSyncDatabase
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string DatabaseId => Id;

    /// <summary>Its version; changes with every change.</summary>
    public string Etag { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    /// <summary>The id of the application.</summary>
    public string ApplicationId { get; init; } = "";

    /// <summary>1 to 200 characters, unique in its application without regard to case.</summary>
    public string Name { get; init; } = "";

    /// <summary>Up to 4,000 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>Its environment.</summary>
    public OSyncEnvironment Environment { get; init; }

    /// <summary>Its name in PostgreSQL: 1 to 63 bytes in UTF-8.</summary>
    public string DatabaseName { get; init; } = "";

    internal static OSyncDatabase From(V1.Database message) => new()
    {
        Id = message.Id,
        Etag = message.Etag,
        CreateTime = message.CreateTime?.ToDateTimeOffset(),
        UpdateTime = message.UpdateTime?.ToDateTimeOffset(),
        ApplicationId = message.ApplicationId,
        Name = message.Name,
        Description = message.Description,
        Environment = (OSyncEnvironment)message.Environment,
        DatabaseName = message.DatabaseName,
    };
}
