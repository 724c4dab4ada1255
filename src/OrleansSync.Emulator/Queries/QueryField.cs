using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Queries;

/// <summary>A field that a filter or an order names.</summary>
internal sealed record QueryField(Column Column, Func<ListItem, object?> Value)
{
    /// <summary>Finds <c>fields/Name</c>; anything else is refused.</summary>
    public static QueryField Find(SharePointList list, string path)
    {
        if (!path.StartsWith("fields/", StringComparison.Ordinal))
        {
            throw ItemFilter.Invalid();
        }

        var name = path["fields/".Length..];
        if (list.FindByLookupIdName(name) is { } lookup)
        {
            return new(lookup, item => item.Value(lookup.Slot));
        }

        var column = list.FindColumn(name == "id" ? "ID" : name) ?? throw Refusals.UnknownField(name);
        return column.Kind switch
        {
            ColumnKind.System => new(column, column.Name switch
            {
                "ID" => item => (double)item.Id,
                "Created" => item => item.Created,
                "Modified" => item => item.Modified,
                _ => throw new GraphException(400, "notSupported", $"A filter or order by '{name}' is not emulated."),
            }),
            ColumnKind.Note or ColumnKind.MultiChoice or ColumnKind.Hyperlink or ColumnKind.Term or ColumnKind.TermNote or ColumnKind.Calculated or ColumnKind.Geolocation or ColumnKind.Thumbnail or ColumnKind.ApprovalStatus =>
                throw Refusals.Invalid($"Field '{name}' is of a type that cannot be referenced in filter or orderby."),
            _ => new(column, item => item.Value(column.Slot)),
        };
    }

    /// <summary>Refuses a column without an index, unless the caller takes the risk; true when there is one.</summary>
    public bool Check(bool anyway) => Column.Indexed || (anyway ? false : throw Refusals.NotIndexed(Column.Name));
}
