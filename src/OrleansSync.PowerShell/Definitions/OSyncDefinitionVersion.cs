using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>A definition as it was.</summary>
[View("ChangeTime", "AuthorId", "Definition")]
public sealed record OSyncDefinitionVersion
{
    /// <summary>The definition.</summary>
    public string DefinitionId => Definition.Id;

    /// <summary>The definition as it was then; its etag is that of the version.</summary>
    public OSyncDefinition Definition { get; init; } = new();

    /// <summary>The API key that made the change; empty when the server did.</summary>
    public string AuthorId { get; init; } = "";

    /// <summary>When it was changed.</summary>
    public DateTimeOffset? ChangeTime { get; init; }

    internal static OSyncDefinitionVersion From(V1.SyncDefinitionVersion message) => new()
    {
        Definition = OSyncDefinition.From(message.SyncDefinition),
        AuthorId = message.AuthorId,
        ChangeTime = message.ChangeTime?.ToDateTimeOffset(),
    };
}
