namespace OrleansSync.PowerShell.Schemas;

/// <summary>A table's name as people write it: <c>schema.table</c>, or <c>table</c> for the schema public.</summary>
/// <param name="Schema">Without quotes.</param>
/// <param name="Table">Without quotes.</param>
internal sealed record TableName(string Schema, string Table)
{
    private const string SchemaDefault = "public";

    /// <summary>Reads a name; only the first dot separates.</summary>
    public static TableName Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new(SchemaDefault, text) : new(text[..dot], text[(dot + 1)..]);
    }
}
