using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Runs;

/// <summary>A field that would change.</summary>
[View("Field", "Before", "After")]
public sealed record OSyncPreviewField
{
    /// <summary>The internal name.</summary>
    public string Field { get; init; } = "";

    /// <summary>In a plain form for people; null when it is empty, or there is no item.</summary>
    public string? Before { get; init; }

    /// <summary>In a plain form for people; null when it would be empty.</summary>
    public string? After { get; init; }

    internal static OSyncPreviewField From(V1.PreviewedField message) => new()
    {
        Field = message.Field,
        Before = message.HasBefore ? message.Before : null,
        After = message.HasAfter ? message.After : null,
    };
}
