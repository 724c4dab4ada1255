using System.Text.Json;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Values;

/// <summary>Reads a whole <c>fields</c> object into writes.</summary>
internal static class FieldsReader
{
    /// <summary>The writes of a create or an update.</summary>
    /// <param name="isCreate">Defaults are applied, and an append-only note that is not named is left; else it is blanked (6.4).</param>
    public static List<FieldWrite> Read(SharePointList list, JsonElement fields, EmulatorSwitches switches, bool linksWritable, bool isCreate, DateTime now)
    {
        if (fields.ValueKind != JsonValueKind.Object)
        {
            throw Refusals.Invalid("'fields' has to be an object.");
        }

        var reader = new FieldReader(list.Site, switches, linksWritable);
        var writes = new List<FieldWrite>();
        foreach (var member in fields.EnumerateObject())
        {
            if (!member.Name.Contains('@', StringComparison.Ordinal) && Find(list, member.Name, switches) is { } column)
            {
                var type = fields.TryGetProperty(member.Name + "@odata.type", out var beside) && beside.ValueKind == JsonValueKind.String ? beside.GetString() : null;
                var value = reader.Read(column, member.Value, type);
                writes.Add(new(column.Partner ?? column, value));
            }
        }

        foreach (var column in list.Columns)
        {
            if (isCreate ? switches.ApplyDefaults && column.Default is not null : column.IsAppendOnly)
            {
                if (!writes.Exists(write => write.Column == column))
                {
                    writes.Add(new(column, isCreate ? reader.Default(column, now) : null));
                }
            }
        }

        return writes;
    }

    private static Column? Find(SharePointList list, string name, EmulatorSwitches switches)
    {
        if (list.FindByLookupIdName(name) is { } lookup)
        {
            return lookup.ReadOnly ? Refuse(name, switches) : lookup;
        }

        var column = list.FindColumn(name);
        if (column is null)
        {
            return name is "id" ? Refuse(name, switches) : throw Refusals.UnknownField(name);
        }

        return column.ReadOnly || column.Kind is ColumnKind.System or ColumnKind.Calculated || column.IsLookup ? Refuse(name, switches) : column;
    }

    private static Column? Refuse(string name, EmulatorSwitches switches) =>
        switches.RefuseReadOnlyFields ? throw Refusals.Invalid($"Field '{name}' is read-only") : null;
}
