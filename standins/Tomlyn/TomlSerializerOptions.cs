namespace Tomlyn;

/// <summary>How a text is read.</summary>
public sealed record TomlSerializerOptions
{
    /// <summary>The name that errors give for the text.</summary>
    public string? SourceName { get; init; }
}
