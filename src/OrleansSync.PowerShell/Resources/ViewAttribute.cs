namespace OrleansSync.PowerShell.Resources;

/// <summary>The columns of a record's default view; the module's format file is made of it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ViewAttribute(params string[] columns) : Attribute
{
    /// <summary>Names of properties, in order.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;
}
