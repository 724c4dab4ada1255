using System.Text.Json;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Emulator.Lists;

/// <summary>Makes and changes columns from what a caller sent (4.1).</summary>
internal static class ColumnForms
{
    private static readonly string[] Flags = ["hidden", "indexed", "enforceUniqueValues", "readOnly", "required"];
    private static readonly string[] Texts = ["name", "displayName", "description", "columnGroup"];

    /// <summary>Adds a column to a list.</summary>
    public static Column Create(SharePointList list, JsonElement form, SeededIds ids, EmulatorSwitches switches)
    {
        CheckMembers(form);
        var facetName = FacetOf(form) ?? throw Refusals.Invalid("A column needs a type: give one of its facets.");
        var given = Text(form, "name") ?? Text(form, "displayName");
        if (string.IsNullOrWhiteSpace(given))
        {
            throw Refusals.Invalid("A column needs a name.");
        }

        var name = ColumnNames.Free(ColumnNames.Encode(given), list.IsNameTaken);
        var facet = Facets.Complete(facetName, form.GetProperty(facetName), null);
        if (facetName == "dateTime" && !switches.DateColumnsAreDateOnly && !form.GetProperty(facetName).TryGetProperty("format", out _))
        {
            facet["format"] = "dateTime";
        }

        var column = new Column
        {
            Id = ids.Next(),
            Name = name,
            DisplayName = Text(form, "displayName") ?? given,
            FacetName = facetName,
            Facet = facet,
            Kind = Facets.KindOf(facetName, facet),
            Slot = list.NextSlot(),
        };
        CheckFacet(list, column);
        var (indexed, unique) = (Flag(form, "indexed") ?? false, Flag(form, "enforceUniqueValues") ?? false);
        list.CheckIndex(column, indexed, unique);
        Fill(column, form);
        (column.Indexed, column.Unique) = (indexed, unique);
        list.Add(column);
        if (column.Kind == ColumnKind.Term)
        {
            // 5.4: its values are written by a hidden note.
            list.Add(new Column { Id = ids.Next(), Name = ColumnNames.Free(column.Name + "_0", list.IsNameTaken), DisplayName = column.DisplayName + "_0", Kind = ColumnKind.TermNote, FacetName = "text", Facet = Facets.Complete("text", JsonDocument.Parse("""{"allowMultipleLines":true}""").RootElement, null), Slot = list.NextSlot(), Hidden = true, Partner = column });
        }

        return column;
    }

    /// <summary>Changes a column: what is named changes, the rest stays. Its kind and internal name cannot change.</summary>
    public static void Patch(SharePointList list, Column column, JsonElement form)
    {
        CheckMembers(form);
        if (Text(form, "name") is { } name && name != column.Name)
        {
            throw Refusals.Invalid("The name of a column cannot be changed; change its displayName.");
        }

        if (column.Kind == ColumnKind.System)
        {
            throw Refusals.Invalid($"The column '{column.Name}' is built in and cannot be changed.");
        }

        var facet = column.Facet;
        if (FacetOf(form) is { } facetName)
        {
            facet = facetName == column.FacetName ? Facets.Complete(facetName, form.GetProperty(facetName), column.Facet) : throw Refusals.Invalid("The type of a column cannot be changed.");
            if (Facets.KindOf(facetName, facet) != column.Kind)
            {
                throw Refusals.Invalid("The type of a column cannot be changed.");
            }
        }

        list.SetIndex(column, Flag(form, "indexed") ?? column.Indexed, Flag(form, "enforceUniqueValues") ?? column.Unique);
        column.Facet = facet;
        column.DisplayName = Text(form, "displayName") ?? column.DisplayName;
        Fill(column, form);
    }

    /// <summary>Removes a column.</summary>
    public static void Delete(SharePointList list, Column column)
    {
        if (column.BuiltIn || column.Partner is not null)
        {
            throw Refusals.Invalid($"The column '{column.Name}' cannot be deleted.");
        }

        list.Remove(column);
    }

    private static void Fill(Column column, JsonElement form)
    {
        column.Description = Text(form, "description") ?? column.Description;
        column.ColumnGroup = Text(form, "columnGroup") ?? column.ColumnGroup;
        column.Hidden = Flag(form, "hidden") ?? column.Hidden;
        column.ReadOnly = Flag(form, "readOnly") ?? column.ReadOnly;
        column.Required = Flag(form, "required") ?? column.Required;
        if (form.TryGetProperty("defaultValue", out var value))
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                // 4.11.
                throw Refusals.General(500);
            }

            (column.Default, column.DefaultFormula) = (Text(value, "value"), Text(value, "formula"));
        }
    }

    private static void CheckFacet(SharePointList list, Column column)
    {
        if (column.Kind != ColumnKind.Lookup)
        {
            return;
        }

        var target = Facets.Text(column.Facet, "listId") is { } id ? list.Site.FindList(id) : null;
        if (target is null || target.FindColumn(Facets.Text(column.Facet, "columnName") ?? "") is null)
        {
            throw Refusals.Invalid("A lookup needs the listId of a list of the same site, and the columnName of one of its columns.");
        }
    }

    private static string? FacetOf(JsonElement form)
    {
        var facets = form.EnumerateObject().Where(member => Facets.All.ContainsKey(member.Name)).Select(member => member.Name).ToList();
        return facets.Count > 1 ? throw Refusals.Invalid("A column has one type only; several facets were given.") : facets.FirstOrDefault();
    }

    private static void CheckMembers(JsonElement form)
    {
        if (form.ValueKind != JsonValueKind.Object)
        {
            throw Refusals.Invalid("A column is an object.");
        }

        foreach (var member in form.EnumerateObject())
        {
            if (member.Name is "validation")
            {
                throw new GraphException(400, "notSupported", "Validation formulas are not emulated.");
            }

            if (!Flags.Contains(member.Name) && !Texts.Contains(member.Name) && member.Name != "defaultValue" && !Facets.All.ContainsKey(member.Name) && !member.Name.Contains('@', StringComparison.Ordinal))
            {
                throw Refusals.Invalid($"The property '{member.Name}' cannot be set on a column.");
            }
        }
    }

    private static string? Text(JsonElement form, string member) => !form.TryGetProperty(member, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Refusals.Invalid($"'{member}' has to be a text.");

    private static bool? Flag(JsonElement form, string member) => !form.TryGetProperty(member, out var value) ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Refusals.Invalid($"'{member}' has to be true or false.");
}
