namespace OrleansSync.PowerShell.Resources;

/// <summary>The field of the resource that a parameter gives; it is sent only when the caller gave it.</summary>
/// <param name="path">As the contract has it, for instance <c>cursor.column</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FieldAttribute(string path) : Attribute
{
    /// <summary>The path.</summary>
    public string Path { get; } = path;
}
