using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Values;

/// <summary>Where the ids of lookups and persons point.</summary>
internal static class LookupTargets
{
    /// <summary>The list that a column looks into, or null when it is gone.</summary>
    public static SharePointList? Find(Site site, Column column) =>
        column.Kind == ColumnKind.Person ? site.Users : Facets.Text(column.Facet, "listId") is { } id ? site.FindList(id) : null;

    /// <summary>What a lookup shows for an id; empty when its item is gone.</summary>
    public static string Show(Site site, Column column, int id)
    {
        var list = Find(site, column);
        var shown = list?.FindColumn(column.Kind == ColumnKind.Person ? "Title" : Facets.Text(column.Facet, "columnName") ?? "Title");
        return shown is { Slot: >= 0 } && list!.Find(id)?.Value(shown.Slot) is { } value ? FieldText.Of(value) : ""; // shown came from the list.
    }

    /// <summary>The mail address of a person, or null.</summary>
    public static string? Email(Site site, int id) => site.Users.Find(id)?.Value(site.Users.GetColumn("EMail").Slot) as string;
}
