namespace OrleansSync.SharePoint.Columns;

/// <summary>A content type with its columns, which tell their types (4.4).</summary>
internal sealed record GraphContentType
{
    public IReadOnlyList<GraphColumn>? Columns { get; init; }
}
